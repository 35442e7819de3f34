import { writeGenerated } from '@webstore/lab-core/output/generated-files.ts';
import { alertmanagerFiles } from './alertmanager-files.ts';

writeGenerated(await alertmanagerFiles());
