export { DatabaseMetricsModule } from './database-metrics.module';
