import { Controller, Get } from '@nestjs/common';

/** A request that costs next to nothing itself: what is measured is what stands around it. */
@Controller('hello')
export class HelloController {
  @Get(':name')
  greet(): { hello: string } {
    return { hello: 'world' };
  }
}
