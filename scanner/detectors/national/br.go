package national

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
)

var brDetectors = []*scanner.Detector{brCPF, brRG, brCNPJ, brPIS, brCNH, brCEP}

// brMod11 is the check digit of CPF, CNPJ and PIS for a weighted sum.
func brMod11(sum int) byte {
	if r := sum % 11; r > 1 {
		return byte('0' + 11 - r)
	}
	return '0'
}

var brCPF = &scanner.Detector{
	Kind: "BR_CPF", Name: "Brazilian individual taxpayer number", Family: "national", Region: "br",
	Doc:     "Eleven digits with two check digits. Written ddd.ddd.ddd-dd it stands alone; bare digits need a word.",
	Aliases: []string{"BRAZIL_CPF_NUMBER", "Brazil:CPF", "br.cpf"},
	Source:  "Receita Federal do Brasil, Cadastro de Pessoas Físicas",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}`, Base: 0.3, Proven: 0.95},
		{RE: `[0-9]{3}\.[0-9]{3}\.[0-9]{3}\.[0-9]{2}`, Base: 0.2, Proven: 0.6},
		{RE: `[0-9]{9}-[0-9]{2}`, Base: 0.2, Proven: 0.7},
		{RE: `[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{2}`, Base: 0.1, Proven: 0.55},
		{RE: `[0-9]{3}-[0-9]{3}-[0-9]{3}-[0-9]{2}`, Base: 0.1, Proven: 0.6},
		{RE: `[0-9]{11}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		return worldVerdict(brMod11(checksum.Weighted(d[:9], 10, 9, 8, 7, 6, 5, 4, 3, 2)) == d[9] &&
			brMod11(checksum.Weighted(d[:10], 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == d[10])
	},
	Reserved: func(v []byte) bool {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return len(d) == 11 && checksum.AllSame(d) // passes the arithmetic, is never issued
	},
	Words: []string{
		"cpf", "cadastro de pessoas físicas", "cadastro de pessoa física", "cpf number", "numero do cpf", "nr cpf", "cpf do titular", "cpf cliente", "cpf mf", "brazilian tax id", "cpf cnpj", "cic", "cpf no",
		"inscrita no cpf", "inscrito no cpf", "cpf sob",
	},
	Weak:        []string{"contribuinte", "receita federal", "titular"},
	Labelled:    `[0-9]{3}[. -]?[0-9]{3}[. -]?[0-9]{3}[-. /]?[0-9]{2}`,
	CheckDigits: []int{0, 1},
}

var brRG = &scanner.Detector{
	Kind: "BR_RG", Name: "Brazilian identity card number", Family: "national", Region: "br",
	Doc:     "Seven to nine digits of a state's registry, the last a digit or X. Only São Paulo's check digit is known; it raises the score. Needs a word.",
	Aliases: []string{"BRAZIL_RG_NUMBER", "Brazil:RG"},
	Source:  "Lei 7.116/1983; Instituto de Identificação Ricardo Gumbleton Daunt (São Paulo)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[0-9Xx]`, Base: 0.2, Proven: 0.3},
		{RE: `[0-9]{8}-[0-9Xx]`, Base: 0.1, Proven: 0.15},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 9 || !checksum.AllDigits(a[:8]) {
			return scanner.Unknown
		}
		want := byte('0' + (11-checksum.Weighted(a[:8], 2, 3, 4, 5, 6, 7, 8, 9)%11)%11)
		if want == '0'+10 {
			want = 'X'
		}
		if a[8] == want {
			return scanner.Proven
		}
		return scanner.Unknown
	},
	Words: []string{
		"rg", "registro geral", "carteira de identidade", "numero do rg", "rg no", "cedula de identidade rg", "identidade rg", "documento de identidade", "brazilian id card", "rg number", "rg ssp", "portador do rg", "portadora do rg",
	},
	Weak:     []string{"identidade", "ssp", "orgao emissor", "documento"},
	Labelled: `(?:[A-Z]{2}[- ]?)?[0-9]{1,2}\.?[0-9]{3}\.?[0-9]{3}(?:-?[0-9Xx])?`,
}

var brCNPJ = &scanner.Detector{
	Kind: "BR_CNPJ", Name: "Brazilian company registry number", Family: "company", Region: "br",
	Doc:     "Twelve digits, from July 2026 letters too, and two check digits; sole traders have one as well. Stands alone in its dotted form.",
	Aliases: []string{"BRAZIL_CNPJ_NUMBER", "Brazil:CNPJ", "br.cnpj"},
	Source:  "Receita Federal do Brasil, Instrução Normativa RFB 2.119/2022 and 2.229/2024 (alphanumeric CNPJ)",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{2}\.[0-9]{3}\.[0-9]{3}/[0-9]{4}-[0-9]{2}`, Base: 0.3, Proven: 0.95},
		{RE: `[0-9]{2}\.[0-9]{3}\.[0-9]{3}\.[0-9]{4}-[0-9]{2}`, Base: 0.3, Proven: 0.8},
		{RE: `[A-Z0-9]{2}\.[A-Z0-9]{3}\.[A-Z0-9]{3}/[A-Z0-9]{4}-[0-9]{2}`, Base: 0.3, Proven: 0.95},
		{RE: `[0-9]{8}/[0-9]{4}-[0-9]{2}`, Base: 0.3, Proven: 0.8},
		{RE: `[0-9]{14}`, Base: 0.1, Proven: 0.45},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [24]byte
		a := checksum.Alnum(b[:0], v)
		if len(a) != 14 || checksum.AllSame(a) || !checksum.AllDigits(a[12:]) {
			return scanner.Wrong
		}
		return worldVerdict(brMod11(brCNPJSum(a[:12])) == a[12] && brMod11(brCNPJSum(a[:13])) == a[13])
	},
	Words: []string{
		"cnpj", "cadastro nacional da pessoa jurídica", "cnpj number", "cnpj mf", "numero do cnpj", "inscrita no cnpj", "cgc", "cnpj sob", "cnpj cpf", "brazilian company number",
	},
	Weak:        []string{"razao social", "empresa", "pessoa juridica"},
	Labelled:    `[A-Za-z0-9]{2}\.?[A-Za-z0-9]{3}\.?[A-Za-z0-9]{3}[/.]?[A-Za-z0-9]{4}-?[0-9]{2}`,
	CheckDigits: []int{0, 1},
}

// brCNPJSum weighs 2 to 9 from the right, over and over; a character counts
// as its ASCII code less 48.
func brCNPJSum(a []byte) int {
	sum, w := 0, 2
	for i := len(a) - 1; i >= 0; i-- {
		sum += int(a[i]-'0') * w
		if w++; w > 9 {
			w = 2
		}
	}
	return sum
}

var brPIS = &scanner.Detector{
	Kind: "BR_PIS_NIS", Name: "Brazilian PIS/PASEP/NIS/NIT number", Family: "national", Region: "br",
	Doc:    "Eleven digits with a check digit, written ddd.ddddd.dd-d. Bare digits need a word.",
	Source: "Caixa Econômica Federal, Cadastro NIS",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{3}\.[0-9]{5}\.[0-9]{2}-[0-9]`, Base: 0.3, Proven: 0.7},
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldVerdict(len(d) == 11 && !checksum.AllSame(d) && brMod11(checksum.Weighted(d[:10], 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == d[10])
	},
	Words: []string{
		"pis", "pasep", "pis pasep", "nis", "numero pis", "numero do pis", "número de identificação social", "nit inss", "pis nit", "numero de inscricao do trabalhador", "programa de integração social", "pis number",
	},
	Weak:        []string{"nit", "inss", "trabalhador", "fgts"},
	Labelled:    `[0-9]{3}\.?[0-9]{5}\.?[0-9]{2}-?[0-9]`,
	CheckDigits: []int{0},
}

var brCNH = &scanner.Detector{
	Kind: "BR_CNH", Name: "Brazilian driving licence number", Family: "national", Region: "br",
	Doc:    "Eleven digits with two check digits (registry number of the licence). Needs a word.",
	Source: "Secretaria Nacional de Trânsito, Registro Nacional de Carteiras de Habilitação",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{11}`, Base: 0.05, Proven: 0.35},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		if len(d) != 11 || checksum.AllSame(d) {
			return scanner.Wrong
		}
		first, less := checksum.Weighted(d[:9], 9, 8, 7, 6, 5, 4, 3, 2, 1)%11, 0
		if first > 9 {
			first, less = 0, 2
		}
		second := checksum.Weighted(d[:9], 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11
		if second > 9 {
			second = 0
		} else if second -= less; second < 0 {
			if second += 11; second > 9 {
				second = 0
			}
		}
		return worldVerdict(int(d[9]-'0') == first && int(d[10]-'0') == second)
	},
	Words: []string{
		"cnh", "carteira nacional de habilitação", "carteira de habilitação", "carteira de motorista", "numero da cnh", "registro cnh", "habilitação", "numero de registro da cnh", "brazilian driver license", "numero da habilitacao",
	},
	Weak:        []string{"detran", "motorista", "condutor"},
	Labelled:    `[0-9]{11}`,
	CheckDigits: []int{0, 1},
}

var brCEP = &scanner.Detector{
	Kind: "BR_CEP", Name: "Brazilian postal code", Family: "quasi", Region: "br",
	Doc:     "Eight digits as 5-3 behind a label, near a word or in a column.",
	Aliases: []string{"BRAZIL_CEP_CODE"},
	Source:  "Empresa Brasileira de Correios e Telégrafos, estrutura do CEP",
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{5}-[0-9]{3}`, Base: 0.2},
		{RE: `[0-9]{2}\.[0-9]{3}-[0-9]{3}`, Base: 0.3},
	},
	Check: func(v []byte) scanner.Verdict {
		var b [16]byte
		d := checksum.Digits(b[:0], v)
		return worldPlausible(len(d) == 8 && checksum.Number(d) >= 1000000)
	},
	Words: []string{
		"cep", "código de endereçamento postal", "cep no", "numero do cep", "cep residencial", "cep comercial",
	},
	Weak:     []string{"codigo postal", "endereco", "bairro", "logradouro"},
	Labelled: `[0-9]{2}\.?[0-9]{3}-?[0-9]{3}`,
}
