import { allExercises } from '@webstore/exercises';
import { writeGenerated } from '@webstore/lab-core/output/generated-files.ts';
import { accessOfServices } from './access/documents.ts';
import { accessPage } from './access/page.ts';
import { exercisesPage } from './exercises/page.ts';
import { faultsPage } from './faults/page.ts';
import { hostApiPage } from './host-api/page.ts';
import { collectMetrics } from './metrics/collect-metrics.ts';
import { metricsPage } from './metrics/page.ts';
import { builtService } from './services/built-service.ts';

writeGenerated(await exercisesPage(await allExercises()));
writeGenerated(await faultsPage());
writeGenerated(await hostApiPage());
writeGenerated(await accessPage(await accessOfServices(builtService)));
writeGenerated(await metricsPage(await collectMetrics(builtService)));
