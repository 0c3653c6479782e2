package scanner_test

import (
	"strings"
	"testing"

	"sluice/scanner"
	"sluice/scanner/detectors"
)

// TestLabelsAreSeen: the quick looks back see every word of every kind, however its parts are joined and whatever stands before.
func TestLabelsAreSeen(t *testing.T) {
	all := detectors.All()
	var kinds []string
	for i := range all {
		kinds = append(kinds, all[i].Kind)
	}
	rs, err := scanner.Compile(all, scanner.Options{Kinds: kinds})
	if err != nil {
		t.Fatal(err)
	}
	s := rs.NewScanner()
	labels, asked := 0, 0
	for i := range all {
		for _, w := range all[i].Words {
			parts := strings.FieldsFunc(w, func(r rune) bool { return r < 0x80 && !isWordRune(r) })
			if len(parts) == 0 {
				continue
			}
			for _, sep := range []string{" ", ". ", "_", "", " - "} {
				written := strings.Join(parts, sep)
				for _, written := range []string{written, strings.ToUpper(written)} {
					for _, before := range []string{"", "it was so. ", "é ", "a ", "[", "- "} {
						for _, gap := range []string{": ", " = ", " is ", " no. ", " <b>"} {
							text := []byte(before + written + gap + "4471")
							missed, label := s.LabelMissed(text, len(text)-4)
							if asked++; label {
								labels++
							}
							if missed || ascii(w) && s.EndMissed(text, len(before)+len(written)) {
								t.Errorf("%s: %q", all[i].Kind, text)
							}
						}
					}
				}
			}
		}
	}
	if labels < asked/2 {
		t.Errorf("%d labels of %d are labels", labels, asked)
	}
}

// TestLabelsFarOff: a label stands at most forty bytes before its value, wherever
// in it, in the word that joins it or in the signs between them the bound falls.
func TestLabelsFarOff(t *testing.T) {
	rs, err := scanner.Compile(detectors.All(), scanner.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := rs.NewScanner()
	for _, joined := range []string{"Passport number", "Passport number is", "Passport number is the", "le numéro de téléphone est", "passport_number"} {
		near, far := 0, 0
		for n := 1; n <= 60; n++ {
			for _, sign := range []string{" ", "=", "\""} {
				text := []byte(joined + strings.Repeat(sign, n) + "4471")
				missed, label := s.LabelMissed(text, len(text)-4)
				if missed {
					t.Errorf("%q", text)
				}
				if label {
					near++
				} else {
					far++
				}
			}
		}
		if near == 0 || far == 0 {
			t.Errorf("%s: a label at %d distances, none at %d", joined, near, far)
		}
	}
}

func ascii(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}

func isWordRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}
