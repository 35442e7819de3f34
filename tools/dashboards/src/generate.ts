import { writeGenerated } from '@webstore/lab-core/output/generated-files.ts';
import { files } from './all.ts';

writeGenerated(files());
