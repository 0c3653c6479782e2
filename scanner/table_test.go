package scanner_test

import (
	"fmt"
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

func TestTablesInText(t *testing.T) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, text string }{
		{"dates of birth stand in the last column", "id,city,dob\n1,Salem,[DATE_OF_BIRTH 1983-11-23]\n2,Reno,[DATE_OF_BIRTH 1973-03-11]"},
		{"quoted cells may hold the sign", "name,address,dob\r\n[PERSON_NAME Kevin Campbell],\"[STREET_ADDRESS 7118 Hawthorn Circle, Salem, NC 36818]\",[DATE_OF_BIRTH 1983-11-23]\r\n"},
		{"lines before the names", "Please sort these:\n\nname;visits;mrn\n[PERSON_NAME Ana Ruiz];3;[MEDICAL_RECORD_NUMBER A77123]\n"},
		{"tabs, and cells that hold nothing", "order\tcard\tdob\n\t\t[DATE_OF_BIRTH 2/1/1990]\n7\t[CREDIT_CARD 4929123456789016]\t\n"},
		{"Markdown", "| Visit | DOB | Doctor |\n|---|---|---|\n| 7 | [DATE_OF_BIRTH 1990-02-03] | x |\n"},
		{"names with words that sign them", "row, Date of Birth, phone number\n1, [DATE_OF_BIRTH 03.02.1990], [PHONE_NUMBER 6187267634]\n"},
		{"the table ends with its cells", "id,city,dob\n1,Salem,[DATE_OF_BIRTH 1983-11-23]\nSigned on, or about,\n2001-02-03\n2,Reno,1973-03-11"},
		{"a column says nothing about its neighbours", "dob,visited,paid\n[DATE_OF_BIRTH 1983-11-23],2024-01-02,2024-02-03\n"},
		{"other dates", "name,visited,paid\nx,2024-01-02,2024-02-03\n"},
		{"a sentence with commas", "Her dob, I think, was long ago\nbut Monday, 2024-01-02, was today\n"},
		{"names of goods", "name,price,qty\nWidget,4.99,3\nBlue Lamp,12.00,1\nGarden Hose,2.50,9\n"},
		{"names of settings", "| name | type | default |\n|---|---|---|\n| Max Retries | int | 3 |\n"},
		{"small letters alone", "ssn;id;api key\na;b;[GENERIC_SECRET qwertyuiopasdfghjklzxcvbnm]\n"},
		{"small letters alone, a longer text", "here it is, as was asked for so often by all of them:\n\nssn;id;api key;remark\na;b;[GENERIC_SECRET qwertyuiopasdfghjklzxcvbnm];what is said of it by those who keep it\n"},
		{"too few columns", "city,dob\nSalem,2024-01-02"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, want := unmark(c.text)
			fs, err := rs.NewScanner().Scan(nil, []byte(text), nil)
			if err != nil {
				t.Fatal(err)
			}
			if len(fs) > 0 && rs.NewScanner().Quiet([]byte(text), nil) {
				t.Error("Quiet says that there is no finding")
			}
			var got []string
			for _, f := range fs {
				got = append(got, fmt.Sprintf("%s %s", rs.Detectors()[f.Detector].Kind, text[f.Start:f.End]))
			}
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("found %q, want %q", got, want)
			}
		})
	}
}

// unmark takes "[KIND value]" apart.
func unmark(marked string) (text string, want []string) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(marked, "[")
		b.WriteString(before)
		if !ok {
			return b.String(), want
		}
		mark, after, _ := strings.Cut(rest, "]")
		want = append(want, mark)
		_, value, _ := strings.Cut(mark, " ")
		b.WriteString(value)
		marked = after
	}
}

// Every scan of a table must take time in proportion to its size, however its
// rows end.
func TestTablesThatGoOn(t *testing.T) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := rs.NewScanner()
	names := "dob,ssn,phone\n"
	for name, text := range map[string]string{
		"many rows":          names + strings.Repeat("1983-11-23,219-45-6789,6187267634\n", 1<<15),
		"a row without end":  names + strings.Repeat("1983-11-23,", 1<<15),
		"quotes that stay":   names + strings.Repeat("\"1983-11-23,1,2\n", 1<<15),
		"names in each line": strings.Repeat(names, 1<<15),
		"empty cells":        names + strings.Repeat(",,\n", 1<<17),
	} {
		if _, err := s.Scan(nil, []byte(text), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
