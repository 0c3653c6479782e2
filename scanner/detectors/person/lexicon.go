package person

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Common given names and family names of the languages that the catalogue
// covers, lower case: general knowledge, a small gazetteer that tells names
// from other capitalised words and is no list of persons.
//
//go:embed names.txt
var givenText string

//go:embed surnames.txt
var surnameText string

var (
	given    = newWordList(givenText)
	surnames = newWordList(surnameText)
	stops    = newWordList(stopText)
)

// wordList is a set of lower-case words, made ready on its first use: a run
// that meets no capitalised word does not pay for it.
type wordList struct {
	once   sync.Once
	source string
	table  []uint32             // open addressing: where in source a word begins << wordBits | its length
	filter [1 << 15 / 64]uint64 // by sketch
}

func newWordList(source string) *wordList { return &wordList{source: source} }

// sketch mixes a word's first two bytes, its last one and its length.
func sketch(w []byte) uint32 {
	a, b := w[0]|0x20, byte(0)
	if len(w) > 1 {
		b = w[1] | 0x20
	}
	return ((uint32(a)*31+uint32(b))*31 + uint32(w[len(w)-1]|0x20) + uint32(len(w))*977) & (1<<15 - 1)
}

func (l *wordList) load() {
	size, words := 64, 0
	for range strings.FieldsSeq(l.source) {
		words++
	}
	for size < 2*words {
		size *= 2
	}
	l.table = make([]uint32, size)
	end := 0
	for w := range strings.FieldsSeq(l.source) {
		at := end + strings.Index(l.source[end:], w)
		end = at + len(w)
		slot := l.slot([]byte(w))
		if len(w) > maxWord || *slot != 0 {
			continue
		}
		*slot = uint32(at<<wordBits | len(w))
		h := sketch([]byte(w))
		l.filter[h>>6] |= 1 << (h & 63)
	}
}

// slot is where w stands in the table, or belongs (FNV-1a).
func (l *wordList) slot(w []byte) *uint32 {
	h := uint32(2166136261)
	for _, c := range w {
		h = (h ^ uint32(c)) * 16777619
	}
	for at := h; ; at++ {
		s := &l.table[int(at)&(len(l.table)-1)]
		if *s == 0 || l.source[*s>>wordBits:][:*s&(1<<wordBits-1)] == string(w) {
			return s
		}
	}
}

const (
	maxWord  = 40 // bytes of the longest word that is looked up
	wordBits = 6
)

// has looks w up, folding the case of ASCII and of the letters beyond it.
func has(list *wordList, w []byte) bool {
	if len(w) == 0 || len(w) > maxWord {
		return false
	}
	list.once.Do(list.load)
	plain := true
	for _, c := range w {
		plain = plain && c < utf8.RuneSelf
	}
	if h := sketch(w); plain && list.filter[h>>6]&(1<<(h&63)) == 0 {
		return false
	}
	var buf [maxWord + 8]byte
	n := 0
	for i := 0; i < len(w); {
		c := w[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			buf[n] = c
			n++
			i++
			continue
		}
		r, size := utf8.DecodeRune(w[i:])
		if n+4 > len(buf) {
			return false
		}
		n += utf8.EncodeRune(buf[n:], unicode.ToLower(r))
		i += size
	}
	return *list.slot(buf[:n]) != 0
}

// isGiven reports a common given name, or a double one of two such.
func isGiven(w []byte) bool {
	if has(given, w) {
		return true
	}
	for i, c := range w {
		if c == '-' {
			return has(given, w[:i]) && has(given, w[i+1:])
		}
	}
	return false
}

// stopText are words that stand capitalised where a name might and are none.
const stopText = `
robot should would could might unassigned uppercase lowercase titlecase yyyy lett finally then hence therefore thus moreover furthermore otherwise similarly consequently however meanwhile
gopher mundo mondo monde welt wörld wereld świecie dünya mail delivery subsystem daemon mailer postmaster written don't doesn't isn't can't won't it's let's that's dit nzcv fpcr fpsr daif
sa gophers browser character hyphen plugin dialog nightly duration frequency latin
a about account accounts action actions active add addendum address admin administrator administration after agency agent ago agreement all also amount an analyst and annex any api app appendix appeal application april are area art article as assistant associate association at attorney august author auto available bank base bill billing board body bonjour book branch build business but button by call case center central centre ceo chairman chairperson chapter chief child city class clause client code college colleague colleagues comment commission committee company complete conditions contact contents contract control corp corporation council count country county court create customer customers daily data database date day days de dear december default defendant delete department der description detail details dev developer development device diagnosis die director disabled display district division do doc doctor document documents does donor draft east edit editor el email employee employees employer enabled end engineer english enter error european event every everyone example executive export fact facts false family february federal feedback field file files financial first floor folder folks following footer for form free french friday friend friends from function fund gender general german get global go good government grand group guest guests guide he head header health hello help her here hi high him his history home hospital hotel house how i id if image import important in inc index individual info information inn input inspector institute insurance interest international internet into invoice is issue it item its january job journal judge july june junior justice key la label lady ladies lake language last law lawyer le league left legal length level library license limited line link list local location log login logo long love low ltd madam main major male female man manager march market master may me media medical meeting member members memory menu message messages method minister ministry miss mobile mode model modern module monday money month morning mr mrs ms my name names national navigation network new news next night no none north not note notes notice november now number object october of off office officer official old on one online only open option options or order orders organisation organization other our out overview owner page panel parent parents park part partner party password path patient patients payment people per percent person personal phone place plaintiff plan play please point police policy position post power present president press price principal print privacy private pro process product products prof professor profile program project property public publisher purchase query question quick rate read ready recent record records reference region regional register registered registrar related release remote reply report republic request required research reset resident resource result results return revenue review right river road role roles room royal sales sample saturday save school science screen search second secretary section security select send senior september series server service services session set settings shall she sheet shift shop show sign sincerely sir site size so software source south spanish special specialist staff standard start state states station status step stock store street string student students study subject submit success summary sunday supervisor supplier support system systems table target task team teacher tech technical technician technology terms test text thank thanks that the their them then there these they thing this those thursday time title to today toggle tomorrow total town transaction transfer true trust tuesday type undefined under union unit united university unknown until up update upload url us use user username users value vehicle vendor version very via vice video view village visit wednesday we week welcome west what when where which while who why will windows with work worker world year yes yesterday you your zone
calle avda avd avenida plaza pza pz paseo apartado hospital servicio servicios clínica departamento universidad facultad ctra carretera camino rua via viale piazza straße strasse platz ulica rue tour tours twitter facebook google amazon apple
million billion thousand hundred
administrateur adresse anfrage beginn beklagte bericht bitte cher chère client cliente cour damen datum der die das den dem des ein eine firma für herr herren frau kunde kundin liebe madame madames mademoiselle messieurs monsieur mit nom nombre nome oder patientin prénom procureur président rapporteur requérant société sehr geehrte und von zum zur apellido apellidos cliente doctor doctora empresa estimado estimada fecha médico paciente señor señora sres tribunal direttore dottore gentile signor signora signori egregio senhor senhora imię nazwisko pan pani państwo szanowny szanowna klient sąd dyrektor prezes monsieur maître juge greffier ministre professeur docteur
american british africa african america asia asian europe european england france germany italy spain poland canada india china japan russia turkey mexico brazil australia ireland scotland london paris berlin rome madrid york washington chicago boston texas california florida sunday monday tuesday wednesday thursday friday saturday january february
`
