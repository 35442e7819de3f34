import { Module } from '@nestjs/common';
import { JourneyRounds } from './journey-rounds';
import { JourneysJournal } from './journeys.journal';
import { ShopClient } from './shop.client';

@Module({ providers: [ShopClient, JourneysJournal, JourneyRounds] })
export class JourneysModule {}
