import { describe, expect, test } from 'vitest';
import { loadLanguageIdentifier } from '../../runner/identify-language.ts';
import { identifierFiles, realIdentifier } from '../helpers/identify-language.ts';
import { sourceMeasures } from '../../runner/engine/measures/index.ts';

const identify = await realIdentifier();

/** Two texts in each language, one of them short. */
const texts = {
  en: [
    'The baker opens the shop at six every morning.',
    'Water boils at a lower temperature on high mountains, because the air presses less on it.',
  ],
  de: [
    'Der Zug nach Hamburg hat heute Verspätung.',
    'Im Herbst fallen die Blätter von den Bäumen, und die Tage werden kürzer als die Nächte.',
  ],
  fr: [
    'Le marché ouvre tous les samedis matin.',
    'Les enfants jouent dans le jardin pendant que leur grand-mère prépare le repas du soir.',
  ],
  es: [
    'La biblioteca cierra a las ocho de la tarde.',
    'El año pasado viajamos por el norte del país y conocimos pueblos muy tranquilos.',
  ],
  it: [
    'Il treno parte dalla stazione alle sette.',
    'Ogni domenica la famiglia si riunisce per pranzare insieme nella casa vicino al lago.',
  ],
  pt: [
    'A cidade fica muito bonita durante a primavera.',
    'Os pescadores voltaram ao porto antes da tempestade porque o vento estava muito forte.',
  ],
  nl: [
    'De winkel is vandaag gesloten vanwege het feest.',
    'Wij fietsen elke zondag door de duinen en drinken daarna koffie in het dorp.',
  ],
  sv: [
    'Tåget till Göteborg går klockan åtta i morgon.',
    'På vintern är sjön frusen, och barnen åker skridskor där efter skolan varje dag.',
  ],
  fi: [
    'Kauppa on auki joka päivä kello yhdeksään.',
    'Kesällä aurinko laskee myöhään, ja ihmiset istuvat pitkään järven rannalla saunan jälkeen.',
  ],
  pl: [
    'Pociąg do Krakowa odjeżdża o siódmej rano.',
    'Zimą jezioro zamarza, a dzieci jeżdżą na łyżwach aż do późnego wieczora.',
  ],
  cs: [
    'Vlak do Brna odjíždí za deset minut.',
    'V létě jezdíme každý víkend na chalupu, kde pěstujeme zeleninu a sbíráme houby.',
  ],
  hu: [
    'A könyvtár minden nap nyitva van este hétig.',
    'Nyáron gyakran megyünk a Balatonhoz, mert a gyerekek nagyon szeretnek úszni.',
  ],
  ro: [
    'Trenul spre Cluj pleacă la ora șapte dimineața.',
    'În fiecare toamnă bunicii noștri culeg merele din livadă și fac gem pentru iarnă.',
  ],
  tr: [
    'Kütüphane her gün akşam sekize kadar açık.',
    'Kışın dağlarda çok kar yağar ve köylere giden yollar günlerce kapalı kalır.',
  ],
  vi: [
    'Thư viện mở cửa mỗi ngày đến tám giờ tối.',
    'Mùa hè năm ngoái gia đình tôi đi biển và ăn rất nhiều hải sản tươi ngon.',
  ],
  id: [
    'Perpustakaan itu buka setiap hari sampai jam delapan malam.',
    'Para nelayan kembali ke pelabuhan sebelum badai karena angin sudah sangat kencang.',
  ],
  ru: [
    'Библиотека открыта каждый день до восьми вечера.',
    'Зимой озеро замерзает, и дети катаются на коньках до самого вечера.',
  ],
  uk: [
    'Бібліотека відчинена щодня до восьмої вечора.',
    'Узимку озеро замерзає, і діти катаються на ковзанах до пізнього вечора.',
  ],
  el: [
    'Η βιβλιοθήκη είναι ανοιχτή κάθε μέρα.',
    'Το καλοκαίρι ταξιδεύουμε στα νησιά και κολυμπάμε στη θάλασσα κάθε πρωί.',
  ],
  he: ['הספרייה פתוחה כל יום עד שמונה בערב.', 'בקיץ אנחנו נוסעים לים ושוחים שם כל בוקר לפני הארוחה.'],
  ar: ['المكتبة مفتوحة كل يوم حتى الثامنة مساء.', 'في الصيف نسافر إلى البحر ونسبح كل صباح قبل أن ترتفع الحرارة.'],
  fa: ['کتابخانه هر روز تا ساعت هشت شب باز است.', 'در تابستان به دریا سفر می‌کنیم و هر روز صبح شنا می‌کنیم.'],
  hi: ['पुस्तकालय हर दिन शाम आठ बजे तक खुला रहता है।', 'गर्मियों में हम पहाड़ों पर जाते हैं और वहाँ नदी के किनारे रहते हैं।'],
  th: ['ห้องสมุดเปิดทุกวันจนถึงสองทุ่ม', 'ในฤดูร้อนเราไปทะเลและว่ายน้ำทุกเช้าก่อนที่อากาศจะร้อน'],
  zh: ['图书馆每天开到晚上八点。', '夏天我们去海边，每天早上在天气变热之前游泳。'],
  ja: ['図書館は毎日夜八時まで開いています。', '夏には海へ行って、暑くなる前に毎朝泳ぎます。'],
  ko: ['도서관은 매일 저녁 여덟 시까지 엽니다.', '여름에는 바다에 가서 더워지기 전에 매일 아침 수영을 합니다.'],
} as const;

describe.each(Object.entries(texts))('%s', (language, [short, long]) => {
  test.each([short, long, `${short}\n\n${long}`])('%s', (text) => {
    const measure = sourceMeasures(text, identify);
    expect(measure('language')).toBe(language);
    expect(measure('language_score')).toBeGreaterThan(0.5);
    expect(measure('language_score')).toBeLessThanOrEqual(1);
  });
});

test('later lines count as much as the first', () => {
  expect(sourceMeasures('Home\nDas ist der Garten, in dem wir jeden Abend sitzen.', identify)('language')).toBe('de');
});

test('the same text gives the same language ever after, and memory is given back', () => {
  const measure = (): unknown => sourceMeasures(texts.fr[1], identify)('language_score');
  const first = measure();
  for (let count = 0; count < 20_000; count++) identify(texts.de[1]);
  expect(measure()).toBe(first);
});

test('a file that is missing is named', async () => {
  await expect(loadLanguageIdentifier({ ...identifierFiles, model: '/nowhere/lid.176.ftz' })).rejects.toThrow(
    'Languages cannot be told: /nowhere/lid.176.ftz cannot be read. It belongs to Wordmill; install Wordmill again.',
  );
});
