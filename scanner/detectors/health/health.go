// Package health detects numbers of patients and insured persons, and on
// demand the codes and terms of medicine.
package health

import (
	"sluice/scanner"
	"sluice/scanner/checksum"
	"sluice/scanner/detectors/match"
)

// List are the detectors of the family, the most frequent first.
func List() []*scanner.Detector {
	return []*scanner.Detector{medicalRecord, healthInsurance, icd, ndc, medicalTerm}
}

var medicalRecord = &scanner.Detector{
	Kind: "MEDICAL_RECORD_NUMBER", Name: "medical record number", Family: "health",
	Doc:          "A number behind a label for patients, records, charts or cases of a hospital, or written with the prefix MRN.",
	Source:       "45 CFR 164.514(b)(2)(i)(H); HL7 PID-3",
	Aliases:      []string{"MEDICAL_ID"},
	Patterns:     []scanner.Pattern{{RE: `MRN[-:#][0-9]{5,10}`, Base: 0.6}},
	LabelledFind: labelledRecord,
	Words: []string{
		"mrn", "medical record", "medical record number", "medical record no", "medical record id", "patient id", "patient number", "patient no", "patient identifier", "patientid", "chart number", "chart no", "hospital number", "hospital no", "medical id", "record locator", "health record number", "case number", "admission number", "admission id", "encounter id", "encounter number", "visit number", "unit number", "pt id", "specimen id", "accession number",
		"nhc", "historia clinica", "numero de historia", "numero de historia clinica", "n historia", "num historia", "hc", "cip", "episodio", "n episodio", "numero de paciente", "dossier medical", "numero de dossier", "ipp", "nip patient", "numero patient", "patientennummer", "patienten id", "patienten nr", "fallnummer", "krankenaktennummer", "aktennummer", "aufnahmenummer",
		"cartella clinica", "numero cartella", "codice paziente", "prontuario", "numero do prontuario", "numero do processo", "patientnummer", "dossiernummer", "numer pacjenta", "nr pacjenta", "numer historii choroby", "nr ksiegi glownej", "journalnummer", "potilasnumero", "hasta no", "protokol no", "dosya no", "номер карты пациента", "номер истории болезни", "病历号", "患者番号", "診察券番号", "환자번호",
	},
}

// labelledRecord reads the number of a record. HC is the Spanish label; hC and
// ,HC: are keys of minified code.
func labelledRecord(text []byte, at int) int {
	if at > 3 && text[at-1] == ':' {
		if k := match.KeyBefore(text, at); len(k.Text) == 2 && (k.Text[0] >= 'a') != (k.Text[1] >= 'a') || len(k.Text) == 2 && k.Start > 0 && (text[k.Start-1] == ',' || text[k.Start-1] == '{') {
			return at
		}
	}
	return recordNumber(text, at)
}

var recordNumber = match.ID(4, 16, 4)

var healthInsurance = &scanner.Detector{
	Kind: "HEALTH_INSURANCE_ID", Name: "health insurance number", Family: "health",
	Doc: "A number behind a label for members, policies and insurance cards; the European card's own number begins with 80 and an issuer's country.",
	// The EHIC number is a card number of ISO/IEC 7812: 80, country, institution.
	Source:       "HL7 IN1-36; Decision S1 of the Administrative Commission (EHIC); EN 1867",
	Aliases:      []string{"EUROPEAN_HEALTH_INSURANCE_CARD_NUMBER", "INSURANCE_ID", "INSURANCE_POLICY_NUMBER"},
	Patterns:     []scanner.Pattern{{RE: `POL-[0-9]{6,9}`, Base: 0.55}, {RE: `80[0-9]{18}`, Base: 0.1, Proven: 0.3}},
	LabelledFind: match.ID(5, 22, 4),
	Check: func(v []byte) scanner.Verdict {
		if len(v) == 20 && checksum.AllDigits(v) && v[0] == '8' && v[1] == '0' {
			if checksum.Luhn(v) {
				return scanner.Proven
			}
		}
		return scanner.Unknown
	},
	Words: []string{
		"insurance id", "insurance number", "insurance no", "insurance policy", "insurance policy number", "policy number", "policy no", "policy id", "policy num", "member id", "member number", "member no", "memberid", "subscriber id", "subscriber number", "subscriber no", "health insurance", "health insurance number", "health insurance id", "health plan id", "health card", "health card number", "plan id", "group number", "group no", "beneficiary number", "beneficiary id", "insurance card", "medicare id", "medicaid id", "medicaid number", "insurance member id", "insured id", "certificate number", "claim number", "claim id", "claim no", "insuranceid", "policyholder id",
		"ehic", "ehic number", "european health insurance card", "versichertennummer", "versicherungsnummer", "krankenversicherungsnummer", "krankenkasse nr", "policennummer", "europaische krankenversicherungskarte", "numero d assure", "numero d assurance", "numero de contrat", "numero adherent", "n adherent", "carte europeenne d assurance maladie", "numero de poliza", "poliza", "numero de asegurado", "n asegurado", "nass", "tarjeta sanitaria", "numero de tarjeta sanitaria", "numero de afiliacion", "cipa", "numero de seguro",
		"numero polizza", "polizza", "tessera sanitaria", "numero tessera sanitaria", "numero da apolice", "apolice", "carteirinha", "numero da carteirinha", "carteira do plano", "cns", "cartao sus", "numero de utente", "utente", "polisnummer", "verzekerdennummer", "zorgpas", "relatienummer", "numer polisy", "nr polisy", "polisa", "ekuz", "forsikringsnummer", "forsakringsnummer", "vakuutusnumero", "police no", "sigorta no", "полис", "номер полиса", "омс", "医保号", "保険証番号", "被保険者番号", "보험번호",
	},
}

var icd = &scanner.Detector{
	Kind: "ICD_CODE", Name: "diagnosis code (ICD-9, ICD-10)", Family: "quasi", Off: true,
	Doc:     "A letter, two digits and up to four characters behind a point; a word near must say that it is a diagnosis.",
	Source:  "WHO ICD-10; ICD-10-CM, ICD-9-CM",
	Aliases: []string{"ICD9_CODE", "ICD10_CODE"},
	Patterns: []scanner.Pattern{
		{RE: `[A-TV-Z][0-9][0-9AB]\.[0-9A-TV-Z]{1,4}`, Base: 0.3},
		{RE: `[A-TV-Z][0-9][0-9AB]`, Base: 0.1},
	},
	Labelled: `[A-TV-Za-tv-z][0-9][0-9AB](\.?[0-9A-TV-Za-tv-z]{1,4})?|[VE]?[0-9]{3}(\.[0-9]{1,2})?`,
	Words:    []string{"icd", "icd 10", "icd10", "icd 9", "icd9", "icd code", "icd 10 code", "icd 10 cm", "icd 9 cm", "cie 10", "cim 10", "diagnosis code", "diagnosis codes", "dx code", "diagnosecode", "diagnoseschlussel", "diagnose", "diagnosis", "diagnostico", "diagnostic", "diagnosi", "cid 10", "cid", "rozpoznanie", "мкб", "мкб 10"},
}

var ndc = &scanner.Detector{
	Kind: "NDC_HCPCS_UDI", Name: "drug, procedure or device code", Family: "quasi", Region: "us", Off: true,
	Doc:     "National drug codes (5-4-2, 5-3-2, 4-4-2), HCPCS codes behind a label and UDI device identifiers in the form of GS1.",
	Source:  "21 CFR 207.33 (NDC); CMS HCPCS; 21 CFR 830 (UDI); GS1 General Specifications",
	Aliases: []string{"FDA_CODE", "USA_NATIONAL_DRUG_CODE", "USA_HEALTHCARE_PROCEDURE_CODE", "MEDICAL_DEVICE_UDI"},
	Patterns: []scanner.Pattern{
		{RE: `[0-9]{5}-[0-9]{4}-[0-9]{2}`, Base: 0.3}, {RE: `[0-9]{5}-[0-9]{3}-[0-9]{2}`, Base: 0.3}, {RE: `[0-9]{4}-[0-9]{4}-[0-9]{2}`, Base: 0.3},
		{RE: `\(01\)[0-9]{14}`, Base: 0.3, Proven: 0.9},
	},
	Labelled: `[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}|[0-9]{10,11}|[A-Va-v][0-9]{4}|[0-9]{5}|\(01\)[0-9]{14}(\([0-9]{2}\)[0-9A-Za-z]{1,20}){0,4}`,
	Check: func(v []byte) scanner.Verdict {
		if len(v) < 18 || v[0] != '(' {
			return scanner.Unknown
		}
		d := v[4:18]
		if !checksum.AllDigits(d) || checksum.Weighted(d, 3, 1)%10 != 0 {
			return scanner.Wrong
		}
		return scanner.Proven
	},
	Words: []string{"ndc", "ndc code", "ndc number", "national drug code", "drug code", "hcpcs", "hcpcs code", "cpt", "cpt code", "procedure code", "udi", "udi di", "unique device identifier", "device identifier", "gtin"},
}

var medicalTerm = &scanner.Detector{
	Kind: "MEDICAL_TERM", Name: "medical term", Family: "quasi", Off: true,
	Doc:      "Common diseases, drugs and procedures in several languages, and blood groups behind a label.",
	Source:   "general knowledge; WHO ICD-10 chapter titles, WHO model list of essential medicines",
	Aliases:  []string{"BLOOD_TYPE", "HEALTH_CONDITION", "MEDICATION_NAME"},
	Find:     &scanner.Finder{On: scanner.OnText, All: medicalTerms.All, Base: 0.55, Proven: 0.55},
	Words:    []string{"blood type", "blood group", "blutgruppe", "groupe sanguin", "grupo sanguineo", "gruppo sanguigno", "tipo sanguineo", "bloedgroep", "grupa krwi", "diagnosis", "medication", "condition", "allergies"},
	Labelled: `(A|B|AB|0|O)[+-]|(A|B|AB|0|O) ?(?i:Rh ?)?(?i:positive|negative|pos|neg|\+|-)`,
	Canon: func(dst, v []byte) []byte {
		for _, c := range v {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
		}
		return dst
	},
}

var medicalTerms = match.NewTerms(`
diabetes, type 1 diabetes, type 2 diabetes, diabetes mellitus, type 2 diabetes mellitus, gestational diabetes, hypertension, essential hypertension, high blood pressure, asthma, copd, chronic obstructive pulmonary disease, pneumonia, bronchitis, tuberculosis, covid, hiv, aids, hepatitis, hepatitis b, hepatitis c, cirrhosis, cancer, breast cancer, lung cancer, prostate cancer, colon cancer, leukemia, leukaemia, lymphoma, melanoma, carcinoma, tumor, tumour, metastasis, stroke, heart attack, myocardial infarction, heart failure, congestive heart failure, coronary artery disease, atrial fibrillation, arrhythmia, angina, thrombosis, pulmonary embolism, anemia, anaemia, epilepsy, seizure, migraine, parkinson, parkinson's disease, alzheimer, alzheimer's disease, dementia, multiple sclerosis, depression, major depression, major depressive disorder, bipolar disorder, schizophrenia, anxiety disorder, generalized anxiety disorder, ptsd, adhd, autism, anorexia, bulimia, addiction, alcoholism, arthritis, rheumatoid arthritis, osteoarthritis, osteoporosis, lupus, psoriasis, eczema, gout, hypothyroidism, hyperthyroidism, obesity, kidney disease, chronic kidney disease, renal failure, dialysis, crohn's disease, ulcerative colitis, celiac disease, gastritis, reflux, pancreatitis, appendicitis, gallstones, endometriosis, pregnancy, miscarriage, abortion, infertility, erectile dysfunction, syphilis, gonorrhea, chlamydia, herpes, glaucoma, cataract, hearing loss, hyperlipidemia, hypercholesterolemia, sepsis, fracture, concussion
metformin, insulin, lisinopril, atorvastatin, simvastatin, rosuvastatin, amlodipine, metoprolol, bisoprolol, losartan, valsartan, ramipril, enalapril, hydrochlorothiazide, furosemide, warfarin, apixaban, rivaroxaban, clopidogrel, aspirin, ibuprofen, paracetamol, acetaminophen, naproxen, diclofenac, tramadol, oxycodone, morphine, fentanyl, codeine, gabapentin, pregabalin, levothyroxine, omeprazole, pantoprazole, esomeprazole, salbutamol, albuterol, montelukast, prednisone, prednisolone, dexamethasone, amoxicillin, azithromycin, ciprofloxacin, doxycycline, cephalexin, sertraline, fluoxetine, citalopram, escitalopram, paroxetine, venlafaxine, duloxetine, bupropion, mirtazapine, trazodone, amitriptyline, alprazolam, lorazepam, diazepam, clonazepam, zolpidem, quetiapine, olanzapine, risperidone, aripiprazole, lithium, lamotrigine, levetiracetam, valproate, carbamazepine, methylphenidate, adderall, methotrexate, adalimumab, tamoxifen, sildenafil, tadalafil, finasteride, allopurinol, ozempic, semaglutide
chemotherapy, radiotherapy, biopsy, colonoscopy, gastroscopy, mammography, angioplasty, bypass surgery, appendectomy, hysterectomy, mastectomy, caesarean section, c section, organ transplant, blood transfusion, vasectomy
zuckerkrankheit, bluthochdruck, krebs, brustkrebs, schlaganfall, herzinfarkt, herzinsuffizienz, epilepsie, demenz, depressionen, schizophrenie, fettleibigkeit, schwangerschaft, diabète, hypertension artérielle, asthme, cancer du sein, infarctus, accident vasculaire cérébral, épilepsie, démence, dépression, schizophrénie, grossesse, obésité, hipertensión, hipertensión arterial, asma, cáncer, ictus, infarto, epilepsia, demencia, depresión, esquizofrenia, embarazo, obesidad, ipertensione, tumore, cancro, epilessia, demenza, depressione, gravidanza, hipertensão, câncer, derrame, depressão, gravidez, obesidade, cukrzyca, nadciśnienie, astma, nowotwór, rak piersi, udar, zawał, padaczka, otępienie, depresja, ciąża, otyłość, suikerziekte, hoge bloeddruk, kanker, beroerte, hartinfarct, dementie, depressie, zwangerschap, диабет, гипертония, астма, рак, инсульт, инфаркт, эпилепсия, деменция, депрессия, беременность
`, false)
