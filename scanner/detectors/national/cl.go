package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var clDetectors = []*scanner.Detector{clRUT}

var clRUT = &scanner.Detector{
	Kind: "CL_RUT", Name: "Chilean national and tax number", Family: "national", Region: "cl",
	Doc:     "Seven or eight digits and a check character, 0 to 9 or K, behind a dash; dotted it stands alone.",
	Aliases: []string{"CHILE_CDI_NUMBER", "CHILE_RUT_NUMBER", "Chile:RUT", "cl.rut"},
	Source:  "Servicio de Registro Civil e Identificación; Servicio de Impuestos Internos (Rol Único Tributario)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9Kk]`, Base: 0.3, Proven: 0.85},
		{RE: `[0-9]{7,8}-[0-9Kk]`, Base: 0.2, Proven: 0.55},
		{RE: `[0-9]{7,8}[Kk]`, Base: 0.1, Proven: 0.35},
		{RE: `[0-9]{8,9}`, Base: 0.05, Proven: 0.2},
	},
	Check: clRUTCheck,
	Words: []string{
		"rut", "run chile", "rol único tributario", "rol único nacional", "rut no", "numero de rut", "cédula de identidad chilena", "chilean id", "chile rut", "rut cliente", "r u t", "rut persona",
	},
	Weak:        []string{"cedula", "cédula de identidad", "carnet", "identidad"},
	Labelled:    `[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}-?[0-9Kk]`,
	CheckDigits: []int{0},
}

func clRUTCheck(v []byte) scanner.Verdict {
	var b [16]byte
	a := checksum.Alnum(b[:0], v)
	n := len(a) - 1
	if n < 7 || n > 8 || !checksum.AllDigits(a[:n]) {
		return scanner.Wrong
	}
	want := byte('0' + (11-checksum.Weighted(a[:n], []int{3, 2, 7, 6, 5, 4, 3, 2}[8-n:]...)%11)%11)
	if want == '0'+10 {
		want = 'K'
	}
	return worldVerdict(a[n] == want && !checksum.AllSame(a))
}
