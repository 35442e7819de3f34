import { acknowledgePage, page, pagesQuery } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class PageIdDto extends createZodDto(z.object({ id: z.coerce.number().int().min(1) })) {}
export class PagesQueryDto extends createZodDto(pagesQuery) {}
export class AcknowledgePageDto extends createZodDto(acknowledgePage) {}
export class PageDto extends createZodDto(page) {}
