/** Amounts as bars, drawn on a canvas; the table beside it says the same in numbers. */
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use as draw, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

draw([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface BarSeries {
  readonly name: string;
  readonly color: string;
  /** Yuan, as the server tells them; drawn, never reckoned with. */
  readonly amounts: readonly string[];
}

interface Props {
  readonly labels: readonly string[];
  readonly series: readonly BarSeries[];
}

const INK = '#46525f';

export function Bars({ labels, series }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  useEffect(() => {
    if (place.current === null) return;
    const drawn = init(place.current, null, { renderer: 'canvas' });
    chart.current = drawn;
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
    chart.current?.setOption(optionsOf({ labels, series }, fontFamily), { notMerge: true });
  }, [labels, series]);
  return <div ref={place} className="collections-canvas" aria-hidden="true" />;
}

function optionsOf({ labels, series }: Props, fontFamily: string) {
  return {
    animation: false,
    textStyle: { fontFamily, color: INK },
    grid: { left: 72, right: 16, top: 40, bottom: 28 },
    legend: {
      ...{ top: 4, left: 60, itemWidth: 12, itemHeight: 12 },
      textStyle: { color: INK, fontSize: 13 },
    },
    // Drawn into the canvas: a tooltip of HTML would carry styles that the page's policy refuses.
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
    xAxis: {
      type: 'category',
      data: labels,
      axisLabel: { color: INK },
      axisTick: { show: false },
    },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: INK, formatter: '{value}元' } },
    series: series.map(({ name, color, amounts }) => ({
      ...{ type: 'bar', name, barMaxWidth: 26, itemStyle: { color } },
      data: amounts.map(Number),
    })),
  };
}
