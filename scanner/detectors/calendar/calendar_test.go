package calendar

import "testing"

func TestDate(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"1979-03-08", "1979-03-08"}, {"1979/3/8 x", "1979/3/8"}, {"1979.03.08.", "1979.03.08"}, {"19790308", "19790308"}, {"08031979", "08031979"},
		{"08.03.1979, PESEL", "08.03.1979"}, {"8. 3. 1979", "8. 3. 1979"}, {"03/28/1979", "03/28/1979"}, {"28/03/79", "28/03/79"}, {"8 marca 1979", "8 marca 1979"},
		{"8. März 1979", "8. März 1979"}, {"8th of March, 1979", "8th of March, 1979"}, {"March 8, 1979", "March 8, 1979"}, {"Mar. 8th 1979", "Mar. 8th 1979"}, {"08-MAR-79", "08-MAR-79"},
		{"8 de marzo de 1979", "8 de marzo de 1979"}, {"1er janvier 1980", "1er janvier 1980"}, {"1979年3月8日生", "1979年3月8日"}, {"1979년 3월 8일", "1979년 3월 8일"}, {"1979-Mar-08", "1979-Mar-08"},
		{"8 марта 1979 г.", "8 марта 1979"}, {"1979-03-08T10:00:00Z", "1979-03-08"}, {"29.02.2000", "29.02.2000"},
		{"29.02.1900", ""}, {"31.04.1979", ""}, {"32.01.1979", ""}, {"13/13/1979", ""}, {"1979-13-40", ""}, {"19791308", ""}, {"1.2.3", ""}, {"12-34-56", ""},
		{"8 people 1979", ""}, {"March 1979", ""}, {"1979", ""}, {"", ""}, {"8 3 79", ""}, {"197903081", ""}, {"10.0.0.1", ""}, {"2024-0", ""}, {"8 de ", ""},
	} {
		if n := Date([]byte(c.text), 0); c.text[:n] != c.want {
			t.Errorf("%q: %q, want %q", c.text, c.text[:n], c.want)
		}
	}
}

func TestTime(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"T08:45:00Z x", "T08:45:00Z"}, {" 8:45 pm", " 8:45 pm"}, {", 08:45:00.123+02:00", ", 08:45:00.123+02:00"}, {" 08:45", " 08:45"},
		{" 8", ""}, {" 99:99", ""}, {" x", ""}, {"", ""}, {"08:45", ""},
	} {
		if n := Time([]byte(c.text), 0); c.text[:n] != c.want {
			t.Errorf("%q: %q, want %q", c.text, c.text[:n], c.want)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"1979-03-08T10:00:00Z", "8. März 1979", "1979年3月8日", "Mar"} {
		f.Add([]byte(s), 0)
	}
	f.Fuzz(func(t *testing.T, b []byte, at int) {
		if at < 0 || at > len(b) {
			return
		}
		if n := Date(b, at); n < at || n > len(b) {
			t.Fatal(n)
		}
		if n := Time(b, at); n < at || n > len(b) {
			t.Fatal(n)
		}
	})
}
