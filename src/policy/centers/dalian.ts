/**
 * 大连 (210200). Its own rule still prints ages of 60 and 55; the national formula prevails.
 */
import { figuresOf } from './figure-table.ts';

const DALIAN = '210200';

export const DALIAN_DISTRICTS: Readonly<Record<string, string>> = {
  '210202': '中山区',
  '210203': '西岗区',
  '210204': '沙河口区',
  '210211': '甘井子区',
  '210212': '旅顺口区',
  '210213': '金州区',
  '210214': '普兰店区',
  '210224': '长海县',
  '210281': '瓦房店市',
  '210283': '庄河市',
};

export const DALIAN_FIGURES = [
  ...figuresOf(
    {
      center: DALIAN,
      document: '大房金管规发〔2024〕6号',
      from: '2026-07-01',
      note: '缴存年度7月1日至次年6月30日；金额见大连市住房公积金管理中心2026-07-10公告。',
    },
    {
      'contribution-base-min': '2230.00',
      'contribution-base-max': '31929.00',
      'contribution-rounding': 'half-up-yuan',
    },
  ),
  ...figuresOf(
    {
      center: DALIAN,
      document: '大房金管规发〔2024〕6号',
      from: '2026-07-01',
      note: '按区域每年21,600元、18,000元、13,200元；区域划分登记以前按最低一档（每月1,100元）。',
    },
    {
      'rent-cap-single': '1100.00',
      'rent-cap-married': '1100.00',
      'rent-cap-registered': '1100.00',
    },
  ),
];
