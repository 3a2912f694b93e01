package sheet

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// What files of records hold, in several languages.
var (
	western  = "Name;City;Note\nRenée Dupont;Montréal;reçu à l'été\nJürgen Groß;Köln;Straße gesperrt\nIñigo Peña;Málaga;años atrás\n"
	polish   = "Imię;Miasto;Uwagi\nŁukasz Żółć;Łódź;sprawa zakończona, dokumenty wysłane\nGrażyna Świątek;Gdańsk;wniosek częściowo uwzględniony\nJęrzy Ździebło;Kraków;brak odpowiedzi urzędu\n"
	russian  = "Имя;Город;Примечание\nИван Петров;Москва;дело закрыто, документы отправлены\nАнна Сидорова;Казань;запрос частично удовлетворён\nОлег Кузнецов;Самара;ответ не получен\n"
	greek    = "Όνομα;Πόλη;Σημείωση\nΓιώργος Παπαδόπουλος;Αθήνα;η υπόθεση έκλεισε\nΜαρία Νικολάου;Πάτρα;αναμένεται απάντηση\nΝίκος Ιωάννου;Βόλος;απορρίφθηκε\n"
	turkish  = "Ad;Şehir;Açıklama\nÇağrı Yılmaz;İstanbul;başvuru kısmen kabul edildi\nGülşen Işık;Muğla;yanıt bekleniyor\nÖzgür Şahin;Eskişehir;dosya kapandı\n"
	hebrew   = "שם;עיר;הערה\nדוד כהן;ירושלים;התיק נסגר והמסמכים נשלחו\nרחל לוי;חיפה;הבקשה נדחתה חלקית\nיוסף מזרחי;אשדוד;ממתין לתשובה\n"
	arabic   = "الاسم;المدينة;ملاحظة\nمحمد علي;القاهرة;أغلق الملف وأرسلت الوثائق\nفاطمة حسن;بغداد;رفض الطلب جزئيا\nعمر خالد;دمشق;في انتظار الرد\n"
	nihongo  = "氏名,都市,備考\n山田太郎,東京,書類は送付されました\n佐藤花子,大阪,請求は一部認められました\n鈴木一郎,名古屋,回答を待っています\n"
	hangul   = "이름,도시,비고\n김철수,서울,문서가 발송되었습니다\n이영희,부산,청구가 일부 인정되었습니다\n박민수,대구,답변을 기다리고 있습니다\n"
	hanzi    = "姓名,城市,备注\n王小明,北京,文件已经发出\n李华,上海,申请部分获准\n张伟,广州,等待答复\n"
	hanziOld = "姓名,城市,備註\n王小明,臺北,文件已經發出\n李華,高雄,申請部分獲准\n張偉,臺中,等待答覆\n"
	baltic   = "Vardas;Miestas;Pastaba\nJonas Žukauskas;Šiauliai;byla baigta, dokumentai išsiųsti\nĄžuolas Čiurlionis;Panevėžys;prašymas iš dalies patenkintas\nRūta Ėglė;Kėdainiai;laukiama atsakymo\n"
	plainly7 = "Name,City,Note\nLee,Ames,closed\nOrr,Troy,open\n"
)

func TestCharsetsAndShapes(t *testing.T) {
	in := func(e encoding.Encoding, text string) string {
		b, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy, text string) string {
		return in(unicode.UTF16(order, bom), text)
	}
	rows := func(text, comma string) string { return strings.ReplaceAll(strings.TrimSpace(text), comma, "|") }
	type fixture struct{ name, file, want string }
	fixtures := []fixture{
		{"UTF-8", western, rows(western, ";")},
		{"UTF-8 with a mark", "\xef\xbb\xbf" + western, rows(western, ";")},
		{"UTF-16LE with a mark", utf16(unicode.LittleEndian, unicode.UseBOM, western), rows(western, ";")},
		{"UTF-16BE with a mark", utf16(unicode.BigEndian, unicode.UseBOM, western), rows(western, ";")},
		{"UTF-16LE", utf16(unicode.LittleEndian, unicode.IgnoreBOM, plainly7), rows(plainly7, ",")},
		{"windows-1252", in(charmap.Windows1252, western), rows(western, ";")},
		{"windows-1250, Polish", in(charmap.Windows1250, polish), rows(polish, ";")},
		{"ISO 8859-2, Polish", in(charmap.ISO8859_2, polish), rows(polish, ";")},
		{"windows-1251", in(charmap.Windows1251, russian), rows(russian, ";")},
		{"KOI8-R", in(charmap.KOI8R, russian), rows(russian, ";")},
		{"code page 866", in(charmap.CodePage866, russian), rows(russian, ";")},
		{"code page 850", in(charmap.CodePage850, western), rows(western, ";")},
		{"windows-1253", in(charmap.Windows1253, greek), rows(greek, ";")},
		{"windows-1254", in(charmap.Windows1254, turkish), rows(turkish, ";")},
		{"windows-1255", in(charmap.Windows1255, hebrew), rows(hebrew, ";")},
		{"windows-1256", in(charmap.Windows1256, arabic), rows(arabic, ";")},
		{"windows-1257", in(charmap.Windows1257, baltic), rows(baltic, ";")},
		{"Shift JIS", in(japanese.ShiftJIS, nihongo), rows(nihongo, ",")},
		{"EUC-JP", in(japanese.EUCJP, nihongo), rows(nihongo, ",")},
		{"ISO-2022-JP", in(japanese.ISO2022JP, nihongo), rows(nihongo, ",")},
		{"EUC-KR", in(korean.EUCKR, hangul), rows(hangul, ",")},
		{"GBK", in(simplifiedchinese.GBK, hanzi), rows(hanzi, ",")},
		{"GB 18030", in(simplifiedchinese.GB18030, hanzi), rows(hanzi, ",")},
		{"Big5", in(traditionalchinese.Big5, hanziOld), rows(hanziOld, ",")},
		{"one letter that is not ASCII", "name,city\nRen\xe9e,Chicago\nLee,Ames\n", "name|city\nRenée|Chicago\nLee|Ames"},
		{"carriage returns alone", strings.ReplaceAll(plainly7, "\n", "\r"), rows(plainly7, ",")},
		{"CRLF and sep=", "sep=;\r\n" + strings.ReplaceAll(western, "\n", "\r\n"), rows(western, ";")},
		{"a quotation mark that is not closed", "a,b\n1,\"two\n" + strings.Repeat("3,4\n", 60), "a|b\n1|\"two\n" + strings.TrimSpace(strings.Repeat("3|4\n", 60))},
		{"ragged", "name,city,n\nLee,Ames\nOrr,Troy,2,x\nPoe\n", "name|city|n\nLee|Ames\nOrr|Troy|2|x\nPoe"},
		{"tabs in quotes", "name\tnote\tn\nLee\t\"a\tb\"\t1\nOrr\tc\t2\n", "name|note|n\nLee|a\tb|1\nOrr|c|2"},
		{"commas in numbers between semicolons", "name;sum\nLee;1,5\nOrr;2,5\nPoe;3,25\n", "name|sum\nLee|1,5\nOrr|2,5\nPoe|3,25"},
		{"bars, and line ends in quotes", "name|note|n\nLee|\"two\nlines\"|1\nOrr|c|2\n", "name|note|n\nLee|two\nlines|1\nOrr|c|2"},
	}
	if len(fixtures) != 32 {
		t.Errorf("%d fixtures", len(fixtures))
	}
	right := 0
	for _, f := range fixtures {
		rec, err := delimited(f.file, DefaultBudget)
		if err != nil || len(rec.Tables) != 1 {
			t.Logf("%s: %v, %d tables", f.name, err, len(rec.Tables))
			continue
		}
		var got []string
		for _, r := range rec.Tables[0].Head {
			got = append(got, strings.Join(r.Cells, "|"))
		}
		for _, r := range rec.Tables[0].Rows {
			got = append(got, strings.Join(r.Cells, "|"))
		}
		if all := strings.Join(got, "\n"); all != f.want {
			t.Logf("%s: read\n%s\nwant\n%s", f.name, all, f.want)
			continue
		}
		right++
	}
	if right < 31 {
		t.Errorf("%d of %d are right", right, len(fixtures))
	}
}
