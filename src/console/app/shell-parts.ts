/** What stands in the head of every page, and above its content. */
import type { ComponentType } from 'react';
import { DegradedBar } from '../pages/board/degraded-bar.tsx';
import { SearchBox } from '../pages/search/search-box.tsx';
import { StartTool } from '../pages/start/start-tool.tsx';
import { NewsBell } from '../pages/work/news-bell.tsx';
import { DemoLink } from './demo-link.tsx';
import { DemoTimeBar } from './demo-time-bar.tsx';

/** Left to right in the head: search, a new case, news of followed views, the demo's simulators. */
export const HEAD_TOOLS: readonly ComponentType[] = [SearchBox, StartTool, NewsBell, DemoLink];
/** Below the head: a time demo's date, and what is down right now. */
export const NOTICES: readonly ComponentType[] = [DemoTimeBar, DegradedBar];
