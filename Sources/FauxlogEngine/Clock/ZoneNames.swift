/// The zones of the IANA database, links included, in the order of their bytes.
///
/// Behind each name stand, in the digits of ``zoneRecords``, the number of its first record there
/// (three) and how many there are (two). Made by the script in `ZoneTable.swift`.
let zoneNames: StaticString = #"""
  Africa/Abidjan=00001 Africa/Accra=00001 Africa/Addis_Ababa=00101 Africa/Algiers=00201
  Africa/Asmara=00101 Africa/Asmera=00101 Africa/Bamako=00001 Africa/Bangui=00201
  Africa/Banjul=00001 Africa/Bissau=00001 Africa/Blantyre=00301 Africa/Brazzaville=00201
  Africa/Bujumbura=00301 Africa/Cairo=0040q Africa/Casablanca=00u13 Africa/Ceuta=01x14
  Africa/Conakry=00001 Africa/Dakar=00001 Africa/Dar_es_Salaam=00101 Africa/Djibouti=00101
  Africa/Douala=00201 Africa/El_Aaiun=00u13 Africa/Freetown=00001 Africa/Gaborone=00301
  Africa/Harare=00301 Africa/Johannesburg=00301 Africa/Juba=02|03 Africa/Kampala=00101
  Africa/Khartoum=03003 Africa/Kigali=00301 Africa/Kinshasa=00201 Africa/Lagos=00201
  Africa/Libreville=00201 Africa/Lome=00001 Africa/Luanda=00201 Africa/Lubumbashi=00301
  Africa/Lusaka=00301 Africa/Malabo=00201 Africa/Maputo=00301 Africa/Maseru=00301
  Africa/Mbabane=00301 Africa/Mogadishu=00101 Africa/Monrovia=00001 Africa/Nairobi=00101
  Africa/Ndjamena=00201 Africa/Niamey=00201 Africa/Nouakchott=00001 Africa/Ouagadougou=00001
  Africa/Porto-Novo=00201 Africa/Sao_Tome=03303 Africa/Timbuktu=00001 Africa/Tripoli=03603
  Africa/Tunis=03909 Africa/Windhoek=03B0U America/Adak=03g14 America/Anchorage=04k14
  America/Anguilla=05o01 America/Antigua=05o01 America/Araguaina=05p0:
  America/Argentina/Buenos_Aires=05z05 America/Argentina/Catamarca=06005
  America/Argentina/ComodRivadavia=06005 America/Argentina/Cordoba=05z05
  America/Argentina/Jujuy=06503 America/Argentina/La_Rioja=06005 America/Argentina/Mendoza=06805
  America/Argentina/Rio_Gallegos=06005 America/Argentina/Salta=06503
  America/Argentina/San_Juan=06=05 America/Argentina/San_Luis=06B09 America/Argentina/Tucuman=06K07
  America/Argentina/Ushuaia=06R05 America/Aruba=05o01 America/Asuncion=06W0c America/Atikokan=07;01
  America/Atka=03g14 America/Bahia=07<0: America/Bahia_Banderas=07F0_ America/Barbados=05o01
  America/Belem=07u01 America/Belize=07v01 America/Blanc-Sablon=05o01 America/Boa_Vista=07w04
  America/Bogota=07;01 America/Boise=07{14 America/Buenos_Aires=05z05 America/Cambridge_Bay=09013
  America/Campo_Grande=0:30X America/Cancun=0:[0P America/Caracas=0:{03 America/Catamarca=06005
  America/Cayenne=07u01 America/Cayman=07;01 America/Chicago=0:~14 America/Chihuahua=0<30^
  America/Ciudad_Juarez=0<a14 America/Coral_Harbour=07;01 America/Cordoba=05z05
  America/Costa_Rica=07v01 America/Coyhaique=0=e0a America/Creston=0>G01 America/Cuiaba=0>H0V
  America/Curacao=05o01 America/Danmarkshavn=00001 America/Dawson=0>n0Z America/Dawson_Creek=0>G01
  America/Denver=07{14 America/Detroit=0?I14 America/Dominica=05o01 America/Edmonton=07{14
  America/Eirunepe=0@M03 America/El_Salvador=07v01 America/Ensenada=0@P14 America/Fort_Nelson=0AT0P
  America/Fort_Wayne=0At0w America/Fortaleza=0Bl06 America/Glace_Bay=0Br14 America/Godthab=0Cv13
  America/Goose_Bay=0Dy14 America/Grand_Turk=0E}0} America/Grenada=05o01 America/Guadeloupe=05o01
  America/Guatemala=0F{03 America/Guayaquil=07;01 America/Guyana=05o01 America/Halifax=0Br14
  America/Havana=0F~10 America/Hermosillo=0>G01 America/Indiana/Indianapolis=0At0w
  America/Indiana/Knox=0G~0v America/Indiana/Marengo=0At0w America/Indiana/Petersburg=0Hu0u
  America/Indiana/Tell_City=0G~0v America/Indiana/Vevay=0At0w America/Indiana/Vincennes=0Hu0u
  America/Indiana/Winamac=0Ik0v America/Indianapolis=0At0w America/Inuvik=07{14
  America/Iqaluit=0Jb13 America/Jamaica=07;01 America/Jujuy=06503 America/Juneau=04k14
  America/Kentucky/Louisville=0?I14 America/Kentucky/Monticello=0Jb13 America/Knox_IN=0G~0v
  America/Kralendijk=05o01 America/La_Paz=05o01 America/Lima=07;01 America/Los_Angeles=0Ke14
  America/Louisville=0?I14 America/Lower_Princes=05o01 America/Maceio=0Bl06 America/Managua=0Li05
  America/Manaus=05o01 America/Marigot=05o01 America/Martinique=05o01 America/Matamoros=0Ln14
  America/Mazatlan=0Mr0_ America/Mendoza=06805 America/Menominee=0:~14 America/Merida=0NR0_
  America/Metlakatla=0O20d America/Mexico_City=0NR0_ America/Miquelon=0Of14 America/Moncton=0Pj14
  America/Monterrey=0NR0_ America/Montevideo=0Qn0G America/Montreal=0?I14 America/Montserrat=05o01
  America/Nassau=0?I14 America/New_York=0?I14 America/Nipigon=0?I14 America/Nome=04k14
  America/Noronha=0R606 America/North_Dakota/Beulah=0R<13 America/North_Dakota/Center=0:~14
  America/North_Dakota/New_Salem=0S?13 America/Nuuk=0Cv13 America/Ojinaga=0TB13 America/Panama=07;01
  America/Pangnirtung=0Jb13 America/Paramaribo=07u01 America/Phoenix=0>G01
  America/Port-au-Prince=0UE0m America/Port_of_Spain=05o01 America/Porto_Acre=0@M03
  America/Porto_Velho=05o01 America/Puerto_Rico=05o01 America/Punta_Arenas=0V30Q
  America/Rainy_River=0VT14 America/Rankin_Inlet=0WX12 America/Recife=0XZ06 America/Regina=07v01
  America/Resolute=0X`10 America/Rio_Branco=0@M03 America/Rosario=05z05 America/Santa_Isabel=0@P14
  America/Santarem=0Y`02 America/Santiago=0Yb12 America/Santo_Domingo=0Zd03 America/Sao_Paulo=0Zg0X
  America/Scoresbysund=0[@13 America/Shiprock=07{14 America/Sitka=04k14 America/St_Barthelemy=05o01
  America/St_Johns=0\C14 America/St_Kitts=05o01 America/St_Lucia=05o01 America/St_Thomas=05o01
  America/St_Vincent=05o01 America/Swift_Current=07v01 America/Tegucigalpa=0]G03 America/Thule=0Br14
  America/Thunder_Bay=0?I14 America/Tijuana=0@P14 America/Toronto=0?I14 America/Tortola=05o01
  America/Vancouver=0Ke14 America/Virgin=05o01 America/Whitehorse=0>n0Z America/Winnipeg=0VT14
  America/Yakutat=04k14 America/Yellowknife=07{14 Antarctica/Casey=0]J0A Antarctica/Davis=0][05
  Antarctica/DumontDUrville=0]`01 Antarctica/Macquarie=0]a12 Antarctica/Mawson=0^c02
  Antarctica/McMurdo=0^e14 Antarctica/Palmer=0V30Q Antarctica/Rothera=07u01
  Antarctica/South_Pole=0^e14 Antarctica/Syowa=00101 Antarctica/Troll=0_i0y Antarctica/Vostok=0`c02
  Arctic/Longyearbyen=01x14 Asia/Aden=00101 Asia/Almaty=0`e0< Asia/Amman=0`q0\ Asia/Anadyr=0aN0G
  Asia/Aqtau=0ae0: Asia/Aqtobe=0ao0; Asia/Ashgabat=0az01 Asia/Ashkhabad=0az01 Asia/Atyrau=0ae0:
  Asia/Baghdad=0a{0A Asia/Bahrain=00101 Asia/Baku=0b=0Q Asia/Bangkok=0b^01 Asia/Barnaul=0b_0J
  Asia/Beirut=0by14 Asia/Bishkek=0c}0< Asia/Brunei=0d:01 Asia/Calcutta=0d;01 Asia/Chita=0d<0J
  Asia/Choibalsan=0dV0A Asia/Chongqing=0d:01 Asia/Chungking=0d:01 Asia/Colombo=0dg02
  Asia/Dacca=0di03 Asia/Damascus=0dl0^ Asia/Dhaka=0di03 Asia/Dili=0eK02 Asia/Dubai=0eM01
  Asia/Dushanbe=0az01 Asia/Famagusta=0eN12 Asia/Gaza=0fP16 Asia/Harbin=0d:01 Asia/Hebron=0gV18
  Asia/Ho_Chi_Minh=0b^01 Asia/Hong_Kong=0d:01 Asia/Hovd=0h^0A Asia/Irkutsk=0ho0I Asia/Istanbul=0i90R
  Asia/Jakarta=0b^01 Asia/Jayapura=0i[01 Asia/Jerusalem=0i\14 Asia/Kabul=0j`01 Asia/Kamchatka=0aN0G
  Asia/Karachi=0ja07 Asia/Kashgar=0jh01 Asia/Kathmandu=0ji01 Asia/Katmandu=0ji01 Asia/Khandyga=0jj0K
  Asia/Kolkata=0d;01 Asia/Krasnoyarsk=0k60I Asia/Kuala_Lumpur=0d:01 Asia/Kuching=0d:01
  Asia/Kuwait=00101 Asia/Macao=0d:01 Asia/Macau=0d:01 Asia/Magadan=0kO0J Asia/Makassar=0d:01
  Asia/Manila=0d:01 Asia/Muscat=0eM01 Asia/Nicosia=0ki14 Asia/Novokuznetsk=0lm0G
  Asia/Novosibirsk=0m50J Asia/Omsk=0mO0I Asia/Oral=0ae0: Asia/Phnom_Penh=0b^01 Asia/Pontianak=0b^01
  Asia/Pyongyang=0mh03 Asia/Qatar=00101 Asia/Qostanay=0mk0; Asia/Qyzylorda=0mv0; Asia/Rangoon=0n201
  Asia/Riyadh=00101 Asia/Saigon=0b^01 Asia/Sakhalin=0n30J Asia/Samarkand=0az01 Asia/Seoul=0i[01
  Asia/Shanghai=0d:01 Asia/Singapore=0d:01 Asia/Srednekolymsk=0nM0I Asia/Taipei=0d:01
  Asia/Tashkent=0az01 Asia/Tbilisi=0nf0= Asia/Tehran=0ns0[ Asia/Tel_Aviv=0i\14 Asia/Thimbu=0jh01
  Asia/Thimphu=0jh01 Asia/Tokyo=0i[01 Asia/Tomsk=0oO0K Asia/Ujung_Pandang=0d:01
  Asia/Ulaanbaatar=0dV0A Asia/Ulan_Bator=0dV0A Asia/Urumqi=0jh01 Asia/Ust-Nera=0oj0J
  Asia/Vientiane=0b^01 Asia/Vladivostok=0p50I Asia/Yakutsk=0pN0I Asia/Yangon=0n201
  Asia/Yekaterinburg=0pg0I Asia/Yerevan=0q10I Atlantic/Azores=0qJ14 Atlantic/Bermuda=0Br14
  Atlantic/Canary=0rN14 Atlantic/Cape_Verde=0sR01 Atlantic/Faeroe=0rN14 Atlantic/Faroe=0rN14
  Atlantic/Jan_Mayen=01x14 Atlantic/Madeira=0rN14 Atlantic/Reykjavik=00001
  Atlantic/South_Georgia=0sS01 Atlantic/St_Helena=00001 Atlantic/Stanley=0sT0G Australia/ACT=0sk14
  Australia/Adelaide=0to14 Australia/Brisbane=0]`01 Australia/Broken_Hill=0to14
  Australia/Canberra=0sk14 Australia/Currie=0us14 Australia/Darwin=0vw01 Australia/Eucla=0vx07
  Australia/Hobart=0us14 Australia/LHI=0w014 Australia/Lindeman=0]`01 Australia/Lord_Howe=0w014
  Australia/Melbourne=0sk14 Australia/NSW=0sk14 Australia/North=0vw01 Australia/Perth=0x407
  Australia/Queensland=0]`01 Australia/South=0to14 Australia/Sydney=0sk14 Australia/Tasmania=0us14
  Australia/Victoria=0sk14 Australia/West=0x407 Australia/Yancowinna=0to14 Brazil/Acre=0@M03
  Brazil/DeNoronha=0R606 Brazil/East=0Zg0X Brazil/West=05o01 CET=01x14 CST6CDT=0:~14
  Canada/Atlantic=0Br14 Canada/Central=0VT14 Canada/Eastern=0?I14 Canada/Mountain=07{14
  Canada/Newfoundland=0\C14 Canada/Pacific=0Ke14 Canada/Saskatchewan=07v01 Canada/Yukon=0>n0Z
  Chile/Continental=0Yb12 Chile/EasterIsland=0x;12 Cuba=0F~10 EET=0ki14 EST=07;01 EST5EDT=0?I14
  Egypt=0040q Eire=0rN14 Etc/GMT=00001 Etc/GMT+0=00001 Etc/GMT+1=0sR01 Etc/GMT+10=0y=01
  Etc/GMT+11=0y>01 Etc/GMT+12=0y?01 Etc/GMT+2=0sS01 Etc/GMT+3=07u01 Etc/GMT+4=05o01 Etc/GMT+5=07;01
  Etc/GMT+6=07v01 Etc/GMT+7=0>G01 Etc/GMT+8=0y@01 Etc/GMT+9=0yA01 Etc/GMT-0=00001 Etc/GMT-1=00201
  Etc/GMT-10=0]`01 Etc/GMT-11=0yB01 Etc/GMT-12=0yC01 Etc/GMT-13=0yD01 Etc/GMT-14=0yE01
  Etc/GMT-2=00301 Etc/GMT-3=00101 Etc/GMT-4=0eM01 Etc/GMT-5=0az01 Etc/GMT-6=0jh01 Etc/GMT-7=0b^01
  Etc/GMT-8=0d:01 Etc/GMT-9=0i[01 Etc/GMT0=00001 Etc/Greenwich=00001 Etc/UCT=00001 Etc/UTC=00001
  Etc/Universal=00001 Etc/Zulu=00001 Europe/Amsterdam=01x14 Europe/Andorra=01x14
  Europe/Astrakhan=0yF0J Europe/Athens=0ki14 Europe/Belfast=0rN14 Europe/Belgrade=01x14
  Europe/Berlin=01x14 Europe/Bratislava=01x14 Europe/Brussels=01x14 Europe/Bucharest=0ki14
  Europe/Budapest=01x14 Europe/Busingen=01x14 Europe/Chisinau=0y`14 Europe/Copenhagen=01x14
  Europe/Dublin=0rN14 Europe/Gibraltar=01x14 Europe/Guernsey=0rN14 Europe/Helsinki=0ki14
  Europe/Isle_of_Man=0rN14 Europe/Istanbul=0i90R Europe/Jersey=0rN14 Europe/Kaliningrad=0zd0I
  Europe/Kiev=0ki14 Europe/Kirov=0z}0I Europe/Kyiv=0ki14 Europe/Lisbon=0rN14 Europe/Ljubljana=01x14
  Europe/London=0rN14 Europe/Luxembourg=01x14 Europe/Madrid=01x14 Europe/Malta=01x14
  Europe/Mariehamn=0ki14 Europe/Minsk=0{G0H Europe/Monaco=01x14 Europe/Moscow=0z}0I
  Europe/Nicosia=0ki14 Europe/Oslo=01x14 Europe/Paris=01x14 Europe/Podgorica=01x14
  Europe/Prague=01x14 Europe/Riga=0{_12 Europe/Rome=01x14 Europe/Samara=0|a0G
  Europe/San_Marino=01x14 Europe/Sarajevo=01x14 Europe/Saratov=0|x0J Europe/Simferopol=0}C0O
  Europe/Skopje=01x14 Europe/Sofia=0ki14 Europe/Stockholm=01x14 Europe/Tallinn=0}b10
  Europe/Tirane=01x14 Europe/Tiraspol=0y`14 Europe/Ulyanovsk=0yF0J Europe/Uzhgorod=0ki14
  Europe/Vaduz=01x14 Europe/Vatican=01x14 Europe/Vienna=01x14 Europe/Vilnius=0~b0}
  Europe/Volgograd=10`0K Europe/Warsaw=01x14 Europe/Zagreb=01x14 Europe/Zaporozhye=0ki14
  Europe/Zurich=01x14 GB=0rN14 GB-Eire=0rN14 GMT=00001 GMT+0=00001 GMT-0=00001 GMT0=00001
  Greenwich=00001 HST=0y=01 Hongkong=0d:01 Iceland=00001 Indian/Antananarivo=00101
  Indian/Chagos=0jh01 Indian/Christmas=0b^01 Indian/Cocos=0n201 Indian/Comoro=00101
  Indian/Kerguelen=0az01 Indian/Mahe=0eM01 Indian/Maldives=0az01 Indian/Mauritius=10{03
  Indian/Mayotte=00101 Indian/Reunion=0eM01 Iran=0ns0[ Israel=0i\14 Jamaica=07;01 Japan=0i[01
  Kwajalein=0yC01 Libya=03603 MET=01x14 MST=0>G01 MST7MDT=07{14 Mexico/BajaNorte=0@P14
  Mexico/BajaSur=0Mr0_ Mexico/General=0NR0_ NZ=0^e14 NZ-CHAT=10~14 Navajo=07{14 PRC=0d:01
  PST8PDT=0Ke14 Pacific/Apia=1230H Pacific/Auckland=0^e14 Pacific/Bougainville=12K02
  Pacific/Chatham=10~14 Pacific/Chuuk=0]`01 Pacific/Easter=0x;12 Pacific/Efate=0yB01
  Pacific/Enderbury=0yD01 Pacific/Fakaofo=12M02 Pacific/Fiji=12O0J Pacific/Funafuti=0yC01
  Pacific/Galapagos=07v01 Pacific/Gambier=0yA01 Pacific/Guadalcanal=0yB01 Pacific/Guam=0]`01
  Pacific/Honolulu=0y=01 Pacific/Johnston=0y=01 Pacific/Kanton=0yD01 Pacific/Kiritimati=0yE01
  Pacific/Kosrae=0yB01 Pacific/Kwajalein=0yC01 Pacific/Majuro=0yC01 Pacific/Marquesas=12i01
  Pacific/Midway=0y>01 Pacific/Nauru=0yC01 Pacific/Niue=0y>01 Pacific/Norfolk=12j0]
  Pacific/Noumea=0yB01 Pacific/Pago_Pago=0y>01 Pacific/Palau=0i[01 Pacific/Pitcairn=0y@01
  Pacific/Pohnpei=0yB01 Pacific/Ponape=0yB01 Pacific/Port_Moresby=0]`01 Pacific/Rarotonga=0y=01
  Pacific/Saipan=0]`01 Pacific/Samoa=0y>01 Pacific/Tahiti=0y=01 Pacific/Tarawa=0yC01
  Pacific/Tongatapu=13H08 Pacific/Truk=0]`01 Pacific/Wake=0yC01 Pacific/Wallis=0yC01
  Pacific/Yap=0]`01 Poland=01x14 Portugal=0rN14 ROC=0d:01 ROK=0i[01 Singapore=0d:01 Turkey=0i90R
  UCT=00001 US/Alaska=04k14 US/Aleutian=03g14 US/Arizona=0>G01 US/Central=0:~14
  US/East-Indiana=0At0w US/Eastern=0?I14 US/Hawaii=0y=01 US/Indiana-Starke=0G~0v US/Michigan=0?I14
  US/Mountain=07{14 US/Pacific=0Ke14 US/Samoa=0y>01 UTC=00001 Universal=00001 W-SU=0z}0I WET=0rN14
  Zulu=00001
  """#
