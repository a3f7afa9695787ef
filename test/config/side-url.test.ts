import { describe, expect, it } from 'vitest';
import { sideUrl } from '../../src/config/side-url.ts';

describe('a side', () => {
  it.each([
    ['postgres://app@old/shop', 'postgres://app@old/shop'],
    ['mysql://u:p@ss@h:3306/d?ssl-mode=REQUIRED', 'mysql://u:p@ss@h:3306/d?ssl-mode=REQUIRED'],
    ['postgresql+psycopg2://app@old/shop', 'postgresql://app@old/shop'],
    ['mysql+pymysql://app@old/shop', 'mysql://app@old/shop'],
    ['jdbc:postgresql://old:5432/shop', 'postgresql://old:5432/shop'],
    [
      'jdbc:postgresql://old/shop?user=app&password=a%26b/&currentSchema=crm',
      'postgresql://app:a%26b%2F@old/shop?schema=crm',
    ],
    [
      'jdbc:mysql://old:3306/shop?useSSL=false&user=app&serverTimezone=UTC&useUnicode=true',
      'mysql://app@old:3306/shop?ssl-mode=DISABLED',
    ],
    ['jdbc:mariadb://app@old/shop?sslMode=verify-full', 'mariadb://app@old/shop?ssl-mode=verify-full'],
    ['host=old port=5433 dbname=shop user=app', 'postgres://app@old:5433/shop'],
    ["dbname='my shop' host=/tmp user=a\\'b password='p/ s'", "postgres://a'b:p%2F%20s@%2Ftmp/my%20shop"],
    ['host = old sslmode=require', 'postgres://old/?sslmode=require'],
    ['service=old', 'postgres:///?service=old'],
  ])('%s is a URL', (text, url) => {
    expect(sideUrl(text)).toBe(url);
  });

  it.each(['nowhere', 'old/shop', 'old:5432/shop', 'a=b', 'app:pw@tcp(old:3306)/shop', '', 'jdbc:oracle:thin:@h'])(
    'is not said by %j',
    (text) => {
      expect(sideUrl(text)).toBeNull();
    },
  );
});
