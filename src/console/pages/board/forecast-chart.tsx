/** The forecast as stacked bars, drawn on a canvas; the table beside it says the same in numbers. */
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as draw, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { Forecast } from './board-queries.ts';
import { dueKinds } from './due-kinds.ts';

draw([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

type Period = Forecast['periods'][number];

interface Props {
  readonly forecast: Forecast;
  /** A bar was clicked. */
  readonly onPeriod: (period: Period, kind: string) => void;
}

export function ForecastChart({ forecast, onPeriod }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const latest = useRef({ forecast, onPeriod });
  useEffect(() => {
    latest.current = { forecast, onPeriod };
  });
  useEffect(() => {
    if (place.current === null) return;
    const drawn = init(place.current, null, { renderer: 'canvas' });
    chart.current = drawn;
    drawn.on('click', ({ dataIndex, seriesIndex }) => {
      const now = latest.current;
      const period = now.forecast.periods[dataIndex];
      const kind = dueKinds(now.forecast)[seriesIndex ?? 0];
      if (period && kind) now.onPeriod(period, kind.kind);
    });
    const sized = new ResizeObserver(() => {
      drawn.resize();
    });
    sized.observe(place.current);
    return () => {
      sized.disconnect();
      drawn.dispose();
    };
  }, []);
  useEffect(() => {
    const { current: node } = place;
    if (node === null) return;
    const { fontFamily } = getComputedStyle(node);
    chart.current?.setOption(optionsOf(forecast, fontFamily), { notMerge: true });
  }, [forecast]);
  return <div ref={place} className="forecast-canvas" aria-hidden="true" />;
}

const INK = '#46525f';

function optionsOf(forecast: Forecast, fontFamily: string) {
  const kinds = dueKinds(forecast);
  return {
    animation: false,
    textStyle: { fontFamily, color: INK },
    grid: { left: 44, right: 16, top: 40, bottom: 28 },
    legend: {
      ...{ top: 4, left: 36, type: 'scroll', itemWidth: 12, itemHeight: 12 },
      textStyle: { color: INK, fontSize: 13 },
    },
    // Drawn into the canvas: a tooltip of HTML would carry styles that the page's policy refuses.
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
    xAxis: {
      type: 'category',
      data: forecast.periods.map(({ from }) => from.slice(5)),
      axisLabel: { color: INK },
      axisTick: { show: false },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: INK, formatter: '{value}件' } },
    series: kinds.map(({ kind, title, color }) => ({
      type: 'bar',
      name: title,
      stack: 'all',
      itemStyle: { color },
      barMaxWidth: 26,
      data: forecast.periods.map(
        ({ kinds: due }) => due.find((one) => one.kind === kind)?.count ?? 0,
      ),
    })),
  };
}
