/**
 * Other cities of Liaoning whose limits are published. Where a city has a second, lower base for
 * some of its counties and the list of them is not at hand, the higher base stands for the whole
 * city, and the note says so: nobody is then allowed less than the city allows.
 */
import { figuresOf } from './figure-table.ts';

interface City {
  readonly center: string;
  readonly from: string;
  readonly document: string;
  readonly note: string;
  readonly baseMin: string;
  readonly baseMax: string;
}

const COUNTIES = '县（市）下限1,930元的适用范围待中心确认后按区县登记。';

const CITIES: readonly City[] = [
  {
    center: '210300',
    from: '2026-07-01',
    document: '鞍山市2026年度住房公积金缴存基数公告',
    note: COUNTIES,
    baseMin: '2080.00',
    baseMax: '22816.00',
  },
  {
    center: '210400',
    from: '2026-01-01',
    document: '抚顺市2026年度住房公积金缴存基数公告',
    note: `http://fsgjj.org.cn/tzgg/4467.jhtml ${COUNTIES}`,
    baseMin: '2080.00',
    baseMax: '23016.00',
  },
  {
    center: '210600',
    from: '2026-01-01',
    document: '丹东市2026年度住房公积金缴存基数公告',
    note: `生效日期待中心确认。${COUNTIES}`,
    baseMin: '2080.00',
    baseMax: '22278.00',
  },
  {
    center: '210700',
    from: '2026-07-01',
    document: '锦州市2026年度住房公积金缴存基数公告',
    note: '与单位同步调整。',
    baseMin: '1930.00',
    baseMax: '20610.00',
  },
  {
    center: '210800',
    from: '2026-01-01',
    document: '营口市2026年度住房公积金缴存基数公告',
    note: 'http://gjj.yingkou.gov.cn/zcfg/5886.jhtml 灵活就业人员参照执行。',
    baseMin: '2080.00',
    baseMax: '21927.00',
  },
  {
    center: '211100',
    from: '2026-07-01',
    document: '盘锦市2026年度住房公积金缴存基数公告',
    note: 'https://www.pjzfgjj.cn/2026_06/30_16/content-567117.html 比例10%至24%。',
    baseMin: '2080.00',
    baseMax: '27591.00',
  },
];

export const OTHER_CITY_FIGURES = CITIES.flatMap(({ baseMin, baseMax, ...issue }) =>
  figuresOf(issue, { 'contribution-base-min': baseMin, 'contribution-base-max': baseMax }),
);
