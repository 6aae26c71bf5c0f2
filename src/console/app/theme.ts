/** Colors and sizes: calm, dense, every text at least 4.5 : 1 on its ground. */
import type { ThemeConfig } from 'antd';

const THEME = {
  token: {
    colorPrimary: '#0b5a6f',
    colorInfo: '#0b5a6f',
    colorLink: '#0b5a6f',
    colorSuccess: '#1f6f3d',
    colorWarning: '#8a5300',
    colorError: '#b3261e',
    colorText: '#1c2530',
    colorTextSecondary: '#46525f',
    colorTextTertiary: '#55616e',
    colorTextQuaternary: '#5f6b78',
    colorTextPlaceholder: '#616d7a',
    colorTextDisabled: '#5f6b78',
    colorTextDescription: '#46525f',
    colorBorder: '#8c97a3',
    colorBorderSecondary: '#dde3e8',
    colorBgLayout: '#f3f6f7',
    // The grounds that would be derived from such dark colors are too dark to write on.
    colorPrimaryBg: '#e3f0f3',
    colorPrimaryBgHover: '#d3e6eb',
    colorPrimaryBorder: '#9cc3cd',
    colorPrimaryHover: '#0e6d86',
    colorPrimaryActive: '#084658',
    colorInfoBg: '#e3f0f3',
    colorInfoBorder: '#9cc3cd',
    colorSuccessBg: '#e8f4ec',
    colorSuccessBorder: '#9cc9ab',
    colorWarningBg: '#fdf3e1',
    colorWarningBorder: '#e2c48f',
    colorErrorBg: '#fdeceb',
    colorErrorBorder: '#eab2ae',
    borderRadius: 6,
    fontSize: 14,
    fontFamily:
      '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif',
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
    wireframe: false,
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 52, headerPadding: '0 16px' },
    Menu: { itemHeight: 34, itemMarginBlock: 2, groupTitleColor: '#55616e', iconSize: 15 },
    Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 8, headerBg: '#eef2f4' },
    Card: { headerHeightSM: 36, bodyPaddingSM: 12 },
    Descriptions: { itemPaddingBottom: 6 },
  },
} satisfies ThemeConfig;

/** @param still whether whoever looks asked their machine for less motion */
export function themeFor(still: boolean): ThemeConfig {
  return { ...THEME, token: { ...THEME.token, motion: !still } };
}
