package acroform

import (
	"strings"
	"testing"
)

func TestValues(t *testing.T) {
	const head, foot = `<?xml version="1.0"?><xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data>`, `</xfa:data></xfa:datasets>`
	for _, tc := range []struct{ name, data, want string }{
		{"nothing", "", ""},
		{"a field", "<f><a>1</a></f>", "a: 1;"},
		{"fields in fields", "<f><a><b> 1 </b><c>2</c></a><b>3</b></f>", "a.b: 1; a.c: 2; b: 3;"},
		{"rows", "<f><row><n>1</n></row><row><n>2</n></row></f>", "row.n: 1; row.n: 2;"},
		{"not filled in", "<f><a/><b></b><c>x</c></f>", "c: x;"},
		{"two lines", "<f><a>x\r\ny</a></f>", "a: x\ny;"},
		{"rich text", `<f><a><body xmlns="http://www.w3.org/1999/xhtml"><p>so <b>much</b></p></body></a></f>`, "a: so much;"},
		{"a picture", `<f><a xfa:contentType="image/png">iVBOR</a></f>`, ""},
		{"characters written as numbers", "<f><a>&#228;&amp;&quot;</a></f>", "a: ä&\";"},
		{"entities of its own", "<f><a>&x;</a></f>", "a: &x;;"},
		{"no form around it", "<a>1</a>", "a: 1;"},
		{"tags that do not match", "<f><a>1</b><c>2", "a: 1; c: 2;"},
		{"tags that end before they begin", "</x></y></z>", ""},
	} {
		var got []string
		for _, v := range values([]byte(head + tc.data + foot)) {
			got = append(got, v.Field+": "+v.Text+";")
		}
		if s := strings.Join(got, " "); s != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, s, tc.want)
		}
	}
	if v := values([]byte("<f><data><a>1</a></data></f>")); v != nil {
		t.Errorf("outside of any datasets: %+v", v)
	}
	if v := values([]byte("\xff\xfe" + utf16(head+"<f><a>1</a></f>"+foot))); len(v) != 1 {
		t.Errorf("in UTF-16: %+v", v)
	}
}

func utf16(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteByte(s[i])
		b.WriteByte(0)
	}
	return b.String()
}

func TestValuesBounded(t *testing.T) {
	const head = "<datasets><data><f>"
	if v := values([]byte(head + strings.Repeat("<a>1</a>", 2*maxValues))); len(v) != maxValues {
		t.Errorf("%d values", len(v))
	}
	deep := values([]byte(head + strings.Repeat("<a>", 1e5) + "1" + strings.Repeat("</a>", 1e5) + "<b>2</b>"))
	if len(deep) == 0 || deep[len(deep)-1].Field != "b" {
		t.Errorf("after what is too deep: %+v", deep)
	}
	v := values([]byte(head + strings.Repeat("<"+strings.Repeat("n", 1000)+">", 20) + strings.Repeat("x", 1e6)))
	for _, v := range v {
		if len(v.Field) > maxNameText || len(v.Text) > maxAllText {
			t.Errorf("a field of %d bytes named in %d", len(v.Text), len(v.Field))
		}
	}
}

func FuzzValues(f *testing.F) {
	f.Add([]byte("<datasets><data><f><a>1</a></f></data></datasets>"))
	f.Add([]byte(`<datasets><data><f><a><body xmlns="http://www.w3.org/1999/xhtml"><p>x</p></body></a></f>`))
	f.Add([]byte("<datasets><data></data></data><a></datasets>"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, v := range values(b) {
			if v.Text == "" {
				t.Errorf("%q is empty", v.Field)
			}
		}
	})
}
