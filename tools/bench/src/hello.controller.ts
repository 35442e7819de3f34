import { Controller, Get } from '@nestjs/common';

/** A request with almost no cost of its own: the bench measures the overhead around it. */
@Controller('hello')
export class HelloController {
  @Get(':name')
  greet(): { hello: string } {
    return { hello: 'world' };
  }
}
