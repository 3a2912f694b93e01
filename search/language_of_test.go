package search

import "testing"

func TestLanguageOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"The sheriff declined the detainer that was lodged by the agency in the county.", "en"},
		{"El alguacil no respetó la solicitud que presentó la agencia; las personas fueron puestas en libertad por el condado y los oficiales.", "es"},
		{"Le shérif a refusé la demande que les autorités ont présentée dans une lettre pour le comté.", "fr"},
		{"Der Sheriff hat die Anfrage nicht beantwortet, und das Gesuch ist von der Behörde auf den Weg gebracht.", "de"},
		{"O xerife não respondeu ao pedido da agência, que foi enviado para o condado em uma carta com os nomes dos presos.", "pt"},
		{"Шериф отклонил запрос агентства.", "ru"},
		{"警長拒絕了該機構的要求。", "zh"},
		{"保安官は要請を拒否した。", "ja"},
		{"보안관은 요청을 거부했다.", "ko"},
		{"رفض الشريف الطلب", "ar"},
		{"188 5,000 2017", ""},
		{"Ventura, Los Angeles, Smith", ""},
		{"", ""},
		{"\xff\xfe", ""},
	} {
		if got := languageOf(c.text); got != c.want {
			t.Errorf("%q is read as %q, want %q", c.text, got, c.want)
		}
	}
}
