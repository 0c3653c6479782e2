package national

import "sluice/scanner"

// Passports of states of the former Soviet Union that have no file of their
// own.
var cisDetectors = []*scanner.Detector{amPassport, azPassport, uzPassport}

var amPassport = euPassport("AM_PASSPORT", "am", "Armenian passport number", "Police of the Republic of Armenia, Passport and Visa Department",
	`A[A-Z][0-9]{7}`, `[A-Za-z]{2} ?[0-9]{7}|[0-9]{9}`, []string{"CIS_PASSPORT_PACK", "ARMENIA_PASSPORT"},
	"armenian passport", "armenian passport number", "armenia passport", "passport of armenia", "անձնագիր", "անձնագրի համար", "անձնագրի համարը", "паспорт армении", "паспорт гражданина армении", "паспорт республики армения", "армянский паспорт")

var azPassport = euPassport("AZ_PASSPORT", "az", "Azerbaijani passport number", "Ministry of Internal Affairs of the Republic of Azerbaijan, ümumvətəndaş pasportu",
	`(?:C[0-9]{8}|P[0-9]{7})`, `[CPcp] ?[0-9]{7,8}|[Aa][Zz][Ee] ?(?:№ ?)?[0-9]{8}|[Aa][Aa] ?[0-9]{7}`, []string{"AZERBAIJAN_PASSPORT"},
	"azerbaijani passport", "azerbaijani passport number", "azerbaijan passport", "passport of azerbaijan", "azərbaycan pasportu", "ümumvətəndaş pasportu", "pasportun nömrəsi", "pasport nömrəsi", "şəxsiyyət vəsiqəsi", "паспорт азербайджана", "паспорт гражданина азербайджана", "азербайджанский паспорт")

var uzPassport = euPassport("UZ_PASSPORT", "uz", "Uzbek passport number", "Ministry of Internal Affairs of the Republic of Uzbekistan, biometric passport",
	`(?:A[A-E]|K[A-E]|F[A-Z])[0-9]{7}`, `[A-Za-z]{2} ?(?:№ ?)?[0-9]{7}`, []string{"UZBEKISTAN_PASSPORT"},
	"uzbek passport", "uzbek passport number", "uzbekistan passport", "passport of uzbekistan", "uzbekistani passport", "pasport seriyasi", "pasport seriyasi va raqami", "pasport raqami", "o'zbekiston pasporti", "паспорт узбекистана", "паспорт гражданина узбекистана", "узбекский паспорт")
