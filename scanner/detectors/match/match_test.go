package match

import "testing"

func TestID(t *testing.T) {
	find := ID(4, 20, 4)
	for _, c := range []struct{ text, want string }{
		{"MRN-8135440) x", "MRN-8135440"}, {"2087565/89.\n", "2087565/89"}, {"73 56073569 03.\n", "73 56073569 03"}, {"12345 2024", "12345"},
		{"123456.The", "123456"}, {"AB 1234", "AB 1234"}, {"word", ""}, {"ab12", ""}, {"123", ""}, {"12345_x", "12345_x"}, {"", ""}, {"123456@x", ""},
		{"1234567890123456789012", ""}, {"12345 10:30", "12345"},
	} {
		if n := find([]byte(c.text), 0); c.text[:n] != c.want {
			t.Errorf("%q: %q, want %q", c.text, c.text[:n], c.want)
		}
	}
}

func TestTerms(t *testing.T) {
	d := NewTerms("diabetes, type 2 diabetes,Épilepsie", false)
	text := "Type 2 diabetes and ÉPILEPSIE, prediabetes"
	var got []string
	if err := d.All([]byte(text), func(s, e int) { got = append(got, text[s:e]) }); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0] != "Type 2 diabetes" || got[1] != "ÉPILEPSIE" {
		t.Errorf("%q", got)
	}
}
