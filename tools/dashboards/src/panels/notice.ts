import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';

/** One line above the panels: the first thing to look at. */
export const notice = (text: string) =>
  new PanelBuilder()
    .mode(TextMode.Markdown)
    .content(`**Look first:** ${text}`)
    .transparent(true)
    .span(24)
    .height(2);
