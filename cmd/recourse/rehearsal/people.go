package rehearsal

import "recourse/complaint"

// The complaints, as invented people might write them.
var (
	jobSeeker = complaint.Filing{
		Person:    complaint.Person{Name: "Aoife Ní Dhomhnaill", Email: "aoife@example.org", Identifier: "candidate 20418"},
		Residence: "IE", Language: "en", PersonType: "JOB_SEEKER", Entity: "ASTON_CARTER", Channel: "WEB_FORM", Principles: []string{"CHOICE", "ACCESS"},
		Narrative: `I registered with your careers site in March to apply for one accounting job in Cork. When I signed up I left the box for marketing unticked, and a week later I wrote to the address on the site to make sure that nobody outside would get my details. Nobody answered.

Since May I have been getting two or three e-mails a week from a training company I have never heard of. They greet me by name, they know that I am a qualified accountant and they know which job I applied for. When I asked them where they had all this from they said that a partner in the recruitment business had passed it on, and that I should ask there.

I then asked you, twice, to tell me what you hold about me and who has been given it. The first time I got an automatic reply with a number. The second time I got nothing at all. It is now seven weeks.

I do not understand why a company that promises people a choice passes on their data after they have said no. I am not comfortable with a future employer reading in some advertiser's list that I am looking for work; my present employer does not know. I would like this to be looked at by a person and not by a machine.`,
		Wanted:      "Stop passing on my data, tell me who has it, and have them delete it.",
		AskedBefore: "Two requests by e-mail in June and July; one automatic reply, no answer.",
	}
	referee = complaint.Filing{
		Person:    complaint.Person{Name: "Göran Lindström", Email: "goran@example.se"},
		Residence: "SE", Language: "sv", PersonType: "REFEREE", Entity: "TEKSYSTEMS", Channel: "WEB_FORM", Principles: []string{"CHOICE"},
		Narrative: `För två år sedan ställde jag upp som referens åt en tidigare kollega som sökte ett uppdrag genom er. Jag fick då ett samtal och svarade på några frågor. Jag lämnade mitt namn, min titel, min arbetsgivare och mitt telefonnummer, och jag sade uttryckligen att uppgifterna bara fick användas för den rekryteringen.

Sedan i våras ringer era rekryterare mig med jobberbjudanden, ibland flera gånger i veckan och ofta under arbetstid. När jag frågade hur de hade fått mitt nummer svarade de att jag finns i er databas som kandidat. Det har jag aldrig varit. En av dem läste upp en kort beskrivning av mig som jag inte känner igen och som delvis är felaktig: där står att jag söker nytt arbete och vilken lön jag skulle vara nöjd med.

Jag har bett om att bli borttagen tre gånger, två gånger per telefon och en gång skriftligen. Varje gång har man lovat att ordna det. Samtalen fortsätter. Min chef satt bredvid mig vid det senaste samtalet, och jag har nu fått förklara på jobbet att jag inte är på väg därifrån. Det är inte rimligt att den som hjälper någon annan ska behöva råka ut för detta.`,
		Wanted:      "Radera mig ur kandidatdatabasen och tala om vem som har fått uppgifterna.",
		AskedBefore: "Tre gånger sedan april; muntliga löften, inget skriftligt svar.",
	}
	employee = complaint.Filing{
		Person:    complaint.Person{Name: "Mette Kjær Søndergaard", Email: "mette@example.dk"},
		Residence: "DK", Language: "en", PersonType: "EMPLOYEE", Entity: "ALLEGIS_GLOBAL_SOLUTIONS", Channel: "WEB_FORM", Employment: true, Principles: []string{"HR_DATA", "ONWARD_TRANSFER"},
		Narrative: `I have worked in the Copenhagen office for six years. In the spring there was a survey about stress, which we were told would be read by the local health and safety group only and would be anonymous. In August my manager in the United States quoted a sentence from my answer to me in our yearly talk, word for word, and asked whether I was still able to do the job.

I have since learnt that the whole data set, with employee numbers, was sent to the parent company and put into a system that scores people for promotion. My score went down the week after. I was not told about the transfer, I was not asked, and I could not see or correct what was written there. A colleague who asked about it was told that it is normal.

I raised this with human resources in Copenhagen, who said that it is not their system, and then with the parent company's help desk, who closed my ticket. I am worried that making this complaint will be held against me, and I ask you to keep it away from my line manager. What I wrote in that survey was about my health and about a death in my family. I would never have written it had I known who would read it.`,
		Wanted: "Delete the survey answers and the score, and tell everybody who received them.",
	}
	visitor = complaint.Filing{
		Person:    complaint.Person{Name: "Friedrich-Wilhelm von Aschenbrenner zu Hohenfels", Email: "fw@example.de"},
		Residence: "DE", Language: "en", PersonType: "VISITOR", Entity: "GETTING_HIRED", Channel: "WEB_FORM", Principles: []string{"ACCESS", "DATA_INTEGRITY_PURPOSE"},
		Narrative: `In 2018 I created a profile on your job board because a friend who uses a wheelchair had found work there and I wanted to see what it was like. I filled in the form with invented answers for the questions about disability, because I was only trying it out, and I deleted the account the same evening. I received a mail that confirmed the deletion.

This year an insurance broker wrote to me with an offer "for people in my situation". When I asked, he sent me a print of a data record with my name, my address in Munich and the invented disability, and your job board as the source. So the profile was never deleted. It was kept for years, it was wrong, and it was given to somebody who uses it to judge me.

I have asked for access and for deletion under my real name and with the old user name. I was told that no such account exists. That cannot be, since the broker's print has the date and the number of the record. I have kept that print and can send it.

I do not want money. I want the record to be deleted wherever it is and I want it in writing who has received it.`,
		Wanted:      "Access to the record, its deletion everywhere, and a list of the recipients.",
		AskedBefore: "One request for access; the answer was that no account exists.",
	}
	supplier = complaint.Filing{
		Person:    complaint.Person{Name: "Chiara De Santis", Email: "chiara@example.it"},
		Residence: "IT", Language: "en", PersonType: "BUSINESS_CONTACT", Entity: "ALLEGIS_GROUP_INC", Channel: "WEB_FORM", Principles: []string{"NOTICE"},
		Narrative: `Our small firm translated documents for one of your offices for some months. I was the contact person, so you have my name, my private mobile number (we have no other) and my e-mail address. The work ended in January.

Since then I have been invited to webinars, asked to rate your services, and added to a list of "talent partners" which I found on the web by chance, with my private number on it for everybody to see. Nothing that I signed or read said that the contact data of suppliers would be used for this, and I cannot find it in your notice either.

I wrote to the person I used to work with, who was kind and said she would pass it on. The list is still there. I get calls at night from numbers abroad. I would like to know on what basis my number was published, by whom, and when it will be gone.`,
		Wanted: "Take the list down and do not use my private number.",
	}
	american = complaint.Filing{
		Person:    complaint.Person{Name: "Jordan Whitfield", Email: "jordan@example.com"},
		Residence: "US", Language: "en", PersonType: "JOB_SEEKER", Entity: "AEROTEK", Channel: "WEB_FORM", Principles: []string{"CHOICE"},
		Narrative: `I live in Ohio and applied for a warehouse job through your branch in Columbus last fall. I never heard back about the job, but ever since then I have been getting text messages about openings in other states, some of them several times a day. Replying STOP works for a day or two and then another number starts. I called the branch and they said the messages come from a different part of the company and they cannot turn them off. I read on your website that people can complain about how their personal information is used and that you answer within 45 days, so I am using this form. I want the messages to stop and I want to know why my phone number was shared around inside the company in the first place. I have kept screenshots of all the messages, with dates, going back to October, and the names of the two people I talked to at the branch.

I also asked to be taken out of the database completely. The person on the phone told me that this takes ninety days, and that in the meantime the messages would go on. That does not seem right to me. I do not mind being contacted about a real opening near where I live, but I never agreed to this, and I pay for some of these messages.`,
		Wanted: "Make the messages stop.",
	}
	swede = complaint.Filing{
		Person:    complaint.Person{Name: "Åsa Öberg", Email: "asa@example.se", Phone: "+46 70 000 00 00"},
		Residence: "SE", Language: "sv", PersonType: "JOB_SEEKER", Entity: "TEKSYSTEMS_GLOBAL_SERVICES", Channel: "WEB_FORM", Principles: []string{"SECURITY"},
		Narrative: `I förra veckan hittade en bekant till mig en lista på nätet med namn, adresser och lönekrav för flera hundra konsulter. Listan låg öppen på en webbplats som hör till er, och den gick att hitta med en vanlig sökmotor. Jag finns med på rad 212, med min privata adress, mitt telefonnummer, min nuvarande lön och en anteckning om att jag är föräldraledig.

Jag har aldrig gett er rätt att lägga ut något om mig. Uppgifterna lämnade jag när jag sökte ett uppdrag för ett år sedan, och jag fick då veta att de skulle stanna hos rekryteraren. Nu vet min arbetsgivare vad jag har begärt hos andra, och jag har redan fått två obehagliga samtal från okända personer som vet var jag bor.

Jag ringde er växel samma dag. Där visste ingen vem som ansvarar för webbplatsen. Listan låg kvar i minst fyra dagar efter mitt samtal. Jag har sparat sidan med datum. Jag anmäler saken också till Integritetsskyddsmyndigheten, eftersom jag inte vågar vänta.`,
		Wanted: "Ta bort listan, tala om vem som har läst den, och se till att det inte händer igen.",
	}
)
