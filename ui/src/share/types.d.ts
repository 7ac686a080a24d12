/** What the server says of sharing a map. */
interface ShareForm {
  id: string;
  title: string;
  hint?: string;
  text?: string;
  file?: string;
  href: string;
  preview: { kind: "none" | "frame" | "picture" | "json"; src: string; size?: string };
}

interface ShareOptions {
  lang: string;
  languages: { id: string; label: string }[];
  size: string;
  sizes: { id: string; label: string }[];
  view: string;
  offered: string[];
  layers: { id: string; label: string; on: boolean }[];
  controls: boolean;
  legend: boolean;
}

interface ShareData {
  title: string;
  origin: string;
  accessed: { iso: string; words: string; calendar: CalendarWords };
  groups: { title: string; forms: ShareForm[] }[];
  options: ShareOptions;
  words: Record<string, string>;
}
