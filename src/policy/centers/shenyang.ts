/**
 * 沈阳 (210100). The lower base differs by district: 辽中, 新民, 法库 and 康平 have their own.
 */
import { figuresOf } from './figure-table.ts';

const SHENYANG = '210100';
const RULES = '沈阳灵活就业人员住房公积金缴存使用管理暂行办法';

export const SHENYANG_DISTRICTS: Readonly<Record<string, string>> = {
  '210102': '和平区',
  '210103': '沈河区',
  '210104': '大东区',
  '210105': '皇姑区',
  '210106': '铁西区',
  '210111': '苏家屯区',
  '210112': '浑南区',
  '210113': '沈北新区',
  '210114': '于洪区',
  '210115': '辽中区',
  '210123': '康平县',
  '210124': '法库县',
  '210181': '新民市',
};

/** Districts where the second of the province's minimum wages applies. */
const OUTER_DISTRICTS = ['210115', '210181', '210124', '210123'];

export const SHENYANG_FIGURES = [
  ...figuresOf(
    {
      center: SHENYANG,
      document: RULES,
      from: '2026-01-01',
      note: '2024-07-29印发，另见沈政办发〔2025〕5号。上限122,627÷12×3取整；下限为市区最低工资标准。',
    },
    {
      'contribution-base-min': '2230.00',
      'contribution-base-max': '30657.00',
      'contribution-rounding': 'half-up-yuan',
    },
  ),
  ...figuresOf(
    {
      center: SHENYANG,
      document: RULES,
      from: '2026-01-01',
      note: '辽中、新民、法库、康平执行2,080元最低工资标准。',
    },
    { 'contribution-base-min': '2080.00' },
    OUTER_DISTRICTS,
  ),
  ...figuresOf(
    {
      center: SHENYANG,
      document: '沈阳市租房提取限额调整（2026-03-15起）',
      from: '2026-03-15',
      note: '单身每月2,000元；已婚每月3,200元，租赁合同已登记备案的每月4,000元；文号待核对。',
    },
    {
      'rent-cap-single': '2000.00',
      'rent-cap-married': '3200.00',
      'rent-cap-registered': '4000.00',
    },
  ),
];
