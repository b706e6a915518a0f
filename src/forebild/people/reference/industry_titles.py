# ruff: noqa: E501 (a title to a line, however long the standard makes it)
"""Titles of industry codes, in Swedish and English: a line each, code | sv | en.

The first four levels of SNI 2007 are those of NACE Rev. 2. A class that is alone in its group has the
group's title and no line of its own. A question mark after the code marks a Swedish title that is our
own wording and not checked against the published standard; the English ones are the standard's.
"""

SNI_2007 = """
A|Jordbruk, skogsbruk och fiske|Agriculture, forestry and fishing
B|Utvinning av mineral|Mining and quarrying
C|Tillverkning|Manufacturing
D|Försörjning av el, gas, värme och kyla|Electricity, gas, steam and air conditioning supply
E|Vattenförsörjning; avloppsrening, avfallshantering och sanering|Water supply; sewerage, waste management and remediation activities
F|Byggverksamhet|Construction
G|Handel; reparation av motorfordon och motorcyklar|Wholesale and retail trade; repair of motor vehicles and motorcycles
H|Transport och magasinering|Transportation and storage
I|Hotell- och restaurangverksamhet|Accommodation and food service activities
J|Informations- och kommunikationsverksamhet|Information and communication
K|Finans- och försäkringsverksamhet|Financial and insurance activities
L|Fastighetsverksamhet|Real estate activities
M|Verksamhet inom juridik, ekonomi, vetenskap och teknik|Professional, scientific and technical activities
N|Uthyrning, fastighetsservice, resetjänster och andra stödtjänster|Administrative and support service activities
O|Offentlig förvaltning och försvar; obligatorisk socialförsäkring|Public administration and defence; compulsory social security
P|Utbildning|Education
Q|Vård och omsorg; sociala tjänster|Human health and social work activities
R|Kultur, nöje och fritid|Arts, entertainment and recreation
S|Annan serviceverksamhet|Other service activities
T|Förvärvsarbete i hushåll; hushållens produktion av diverse varor och tjänster för eget bruk|Activities of households as employers; undifferentiated goods- and services-producing activities of households for own use
U|Verksamhet vid internationella organisationer, utländska ambassader o.d.|Activities of extraterritorial organisations and bodies
01|Jordbruk och jakt samt service i anslutning härtill|Crop and animal production, hunting and related service activities
02|Skogsbruk|Forestry and logging
03|Fiske och vattenbruk|Fishing and aquaculture
05|Kolutvinning|Mining of coal and lignite
06|Utvinning av råpetroleum och naturgas|Extraction of crude petroleum and natural gas
07|Utvinning av metallmalmer|Mining of metal ores
08|Annan utvinning av mineral|Other mining and quarrying
09|Service till utvinning|Mining support service activities
10|Livsmedelsframställning|Manufacture of food products
11|Framställning av drycker|Manufacture of beverages
12|Tobaksvarutillverkning|Manufacture of tobacco products
13|Textilvarutillverkning|Manufacture of textiles
14|Tillverkning av kläder|Manufacture of wearing apparel
15|Tillverkning av läder, läder- och skinnvaror m.m.|Manufacture of leather and related products
16|Tillverkning av trä och varor av trä, kork, rotting o.d. utom möbler|Manufacture of wood and of products of wood and cork, except furniture; manufacture of articles of straw and plaiting materials
17|Pappers- och pappersvarutillverkning|Manufacture of paper and paper products
18|Grafisk produktion och reproduktion av inspelningar|Printing and reproduction of recorded media
19|Tillverkning av stenkolsprodukter och raffinerade petroleumprodukter|Manufacture of coke and refined petroleum products
20|Tillverkning av kemikalier och kemiska produkter|Manufacture of chemicals and chemical products
21|Tillverkning av farmaceutiska basprodukter och läkemedel|Manufacture of basic pharmaceutical products and pharmaceutical preparations
22|Tillverkning av gummi- och plastvaror|Manufacture of rubber and plastic products
23|Tillverkning av andra icke-metalliska mineraliska produkter|Manufacture of other non-metallic mineral products
24|Stål- och metallframställning|Manufacture of basic metals
25|Tillverkning av metallvaror utom maskiner och apparater|Manufacture of fabricated metal products, except machinery and equipment
26|Tillverkning av datorer, elektronikvaror och optik|Manufacture of computer, electronic and optical products
27|Tillverkning av elapparatur|Manufacture of electrical equipment
28|Tillverkning av övriga maskiner|Manufacture of machinery and equipment n.e.c.
29|Tillverkning av motorfordon, släpfordon och påhängsvagnar|Manufacture of motor vehicles, trailers and semi-trailers
30|Tillverkning av andra transportmedel|Manufacture of other transport equipment
31|Tillverkning av möbler|Manufacture of furniture
32|Annan tillverkning|Other manufacturing
33|Reparation och installation av maskiner och apparater|Repair and installation of machinery and equipment
35|Försörjning av el, gas, värme och kyla|Electricity, gas, steam and air conditioning supply
36|Vattenförsörjning|Water collection, treatment and supply
37|Avloppsrening|Sewerage
38|Avfallshantering; återvinning|Waste collection, treatment and disposal activities; materials recovery
39|Sanering, efterbehandling av jord och vatten samt annan verksamhet för föroreningsbekämpning|Remediation activities and other waste management services
41|Byggande av hus|Construction of buildings
42|Anläggningsarbeten|Civil engineering
43|Specialiserad bygg- och anläggningsverksamhet|Specialised construction activities
45|Handel samt reparation av motorfordon och motorcyklar|Wholesale and retail trade and repair of motor vehicles and motorcycles
46|Parti- och provisionshandel utom med motorfordon|Wholesale trade, except of motor vehicles and motorcycles
47|Detaljhandel utom med motorfordon och motorcyklar|Retail trade, except of motor vehicles and motorcycles
49|Landtransport; transport i rörsystem|Land transport and transport via pipelines
50|Sjötransport|Water transport
51|Lufttransport|Air transport
52|Magasinering och stödtjänster till transport|Warehousing and support activities for transportation
53|Post- och kurirverksamhet|Postal and courier activities
55|Hotell- och logiverksamhet|Accommodation
56|Restaurang-, catering- och barverksamhet|Food and beverage service activities
58|Förlagsverksamhet|Publishing activities
59|Film-, video- och tv-programverksamhet, ljudinspelningar och fonogramutgivning|Motion picture, video and television programme production, sound recording and music publishing activities
60|Planering och sändning av program|Programming and broadcasting activities
61|Telekommunikation|Telecommunications
62|Dataprogrammering, datakonsultverksamhet o.d.|Computer programming, consultancy and related activities
63|Informationstjänster|Information service activities
64|Finansiella tjänster utom försäkring och pensionsfondsverksamhet|Financial service activities, except insurance and pension funding
65|Försäkring, återförsäkring och pensionsfondsverksamhet utom obligatorisk socialförsäkring|Insurance, reinsurance and pension funding, except compulsory social security
66|Stödtjänster till finansiella tjänster och försäkring|Activities auxiliary to financial services and insurance activities
68|Fastighetsverksamhet|Real estate activities
69|Juridisk och ekonomisk konsultverksamhet|Legal and accounting activities
70|Verksamheter som utövas av huvudkontor; konsulttjänster till företag|Activities of head offices; management consultancy activities
71|Arkitekt- och teknisk konsultverksamhet; teknisk provning och analys|Architectural and engineering activities; technical testing and analysis
72|Vetenskaplig forskning och utveckling|Scientific research and development
73|Reklam och marknadsundersökning|Advertising and market research
74|Annan verksamhet inom juridik, ekonomi, vetenskap och teknik|Other professional, scientific and technical activities
75|Veterinärverksamhet|Veterinary activities
77|Uthyrning och leasing|Rental and leasing activities
78|Arbetsförmedling, bemanning och andra personalrelaterade tjänster|Employment activities
79|Resebyrå- och researrangörsverksamhet; turistservice|Travel agency, tour operator and other reservation service and related activities
80|Säkerhets- och bevakningsverksamhet|Security and investigation activities
81|Fastighetsservice samt skötsel och underhåll av grönytor|Services to buildings and landscape activities
82|Kontorstjänster och andra företagstjänster|Office administrative, office support and other business support activities
84|Offentlig förvaltning och försvar; obligatorisk socialförsäkring|Public administration and defence; compulsory social security
85|Utbildning|Education
86|Hälso- och sjukvård|Human health activities
87|Vård och omsorg med boende|Residential care activities
88|Öppna sociala insatser|Social work activities without accommodation
90|Konstnärlig och kulturell verksamhet samt underhållningsverksamhet|Creative, arts and entertainment activities
91|Biblioteks-, arkiv- och museiverksamhet m.m.|Libraries, archives, museums and other cultural activities
92|Spel- och vadhållningsverksamhet|Gambling and betting activities
93|Sport-, fritids- och nöjesverksamhet|Sports activities and amusement and recreation activities
94|Intressebevakning; religiös verksamhet|Activities of membership organisations
95|Reparation av datorer, hushållsartiklar och personliga artiklar|Repair of computers and personal and household goods
96|Andra konsumenttjänster|Other personal service activities
97|Förvärvsarbete i hushåll|Activities of households as employers of domestic personnel
98|Hushållens produktion av diverse varor och tjänster för eget bruk|Undifferentiated goods- and services-producing activities of private households for own use
99|Verksamhet vid internationella organisationer, utländska ambassader o.d.|Activities of extraterritorial organisations and bodies
05.1|Stenkolsutvinning|Mining of hard coal
05.2|Brunkolsutvinning|Mining of lignite
06.1|Utvinning av råpetroleum|Extraction of crude petroleum
06.2|Utvinning av naturgas|Extraction of natural gas
07.1|Järnmalmsutvinning|Mining of iron ores
07.2|Utvinning av andra metallmalmer än järnmalm|Mining of non-ferrous metal ores
08.1|Utvinning av sand, grus, sten och lera|Quarrying of stone, sand and clay
08.9?|Övrig utvinning av mineral|Mining and quarrying n.e.c.
09.1?|Stödtjänster till utvinning av råpetroleum och naturgas|Support activities for petroleum and natural gas extraction
09.9?|Stödtjänster till annan utvinning|Support activities for other mining and quarrying
10.1?|Beredning och hållbarhetsbehandling av kött och köttvaror|Processing and preserving of meat and production of meat products
10.2?|Beredning och hållbarhetsbehandling av fisk samt skal- och blötdjur|Processing and preserving of fish, crustaceans and molluscs
10.3?|Beredning och hållbarhetsbehandling av frukt, bär och grönsaker|Processing and preserving of fruit and vegetables
10.4?|Framställning av vegetabiliska och animaliska oljor och fetter|Manufacture of vegetable and animal oils and fats
10.5?|Mejerivaru- och glasstillverkning|Manufacture of dairy products
10.6?|Tillverkning av kvarnprodukter och stärkelse|Manufacture of grain mill products, starches and starch products
10.7?|Tillverkning av bageri- och mjölprodukter|Manufacture of bakery and farinaceous products
10.8?|Annan livsmedelsframställning|Manufacture of other food products
10.9?|Framställning av djurfoder|Manufacture of prepared animal feeds
10.41|Framställning av oljor och fetter|Manufacture of oils and fats
10.42|Matfettstillverkning|Manufacture of margarine and similar edible fats
10.51|Mejerivarutillverkning|Operation of dairies and cheese making
10.52|Glasstillverkning|Manufacture of ice cream
10.61|Tillverkning av kvarnprodukter|Manufacture of grain mill products
10.62|Stärkelsetillverkning|Manufacture of starches and starch products
10.71|Tillverkning av mjukt matbröd och färska bakverk|Manufacture of bread; manufacture of fresh pastry goods and cakes
10.72|Tillverkning av knäckebröd, kex och konserverade bakverk|Manufacture of rusks and biscuits; manufacture of preserved pastry goods and cakes
10.73|Tillverkning av pastaprodukter|Manufacture of macaroni, noodles, couscous and similar farinaceous products
10.81|Sockertillverkning|Manufacture of sugar
10.82|Tillverkning av choklad, choklad- och sockerkonfektyrer|Manufacture of cocoa, chocolate and sugar confectionery
10.83|Framställning av te och kaffe|Processing of tea and coffee
10.84|Tillverkning av senap, ketchup, kryddor och andra smaksättningsmedel|Manufacture of condiments and seasonings
10.85|Tillverkning av lagad mat och färdigrätter|Manufacture of prepared meals and dishes
10.86|Tillverkning av homogeniserade livsmedelspreparat inklusive dietmat|Manufacture of homogenised food preparations and dietetic food
10.89|Framställning av andra livsmedel|Manufacture of other food products n.e.c.
10.91|Framställning av beredda fodermedel|Manufacture of prepared feeds for farm animals
10.92|Framställning av mat till sällskapsdjur|Manufacture of prepared pet foods
11.0|Framställning av drycker|Manufacture of beverages
11.01|Destillering, rening och tillblandning av spritdrycker|Distilling, rectifying and blending of spirits
11.02|Framställning av vin från druvor|Manufacture of wine from grape
11.03|Framställning av cider och andra fruktviner|Manufacture of cider and other fruit wines
11.05|Framställning av öl|Manufacture of beer
11.06|Framställning av malt|Manufacture of malt
11.07|Framställning av läskedrycker, mineralvatten och annat vatten på flaska|Manufacture of soft drinks; production of mineral waters and other bottled waters
12.0|Tobaksvarutillverkning|Manufacture of tobacco products
13.1|Garntillverkning|Preparation and spinning of textile fibres
13.2|Vävnadstillverkning|Weaving of textiles
13.3|Blekning, färgning och annan textilberedning|Finishing of textiles
13.9?|Annan textilvarutillverkning|Manufacture of other textiles
13.91|Tillverkning av trikåväv|Manufacture of knitted and crocheted fabrics
13.92|Tillverkning av sydda textilvaror utom beklädnadsvaror|Manufacture of made-up textile articles, except apparel
13.93|Tillverkning av mattor|Manufacture of carpets and rugs
13.95|Tillverkning av bondad duk|Manufacture of non-wovens and articles made from non-wovens, except apparel
13.96|Tillverkning av andra tekniska textilier och industritextilier|Manufacture of other technical and industrial textiles
14.1?|Tillverkning av kläder utom pälskläder|Manufacture of wearing apparel, except fur apparel
14.2|Tillverkning av pälsvaror|Manufacture of articles of fur
14.3?|Tillverkning av trikåvaror|Manufacture of knitted and crocheted apparel
14.12|Tillverkning av arbets-, skydds- och överdragskläder|Manufacture of workwear
15.1?|Garvning och annan läderberedning; tillverkning av reseffekter, handväskor m.m.|Tanning and dressing of leather; manufacture of luggage, handbags, saddlery and harness; dressing and dyeing of fur
15.2|Tillverkning av skodon|Manufacture of footwear
16.1|Sågning och hyvling av trä|Sawmilling and planing of wood
16.2?|Tillverkning av varor av trä, kork, halm, rotting o.d.|Manufacture of products of wood, cork, straw and plaiting materials
16.21|Tillverkning av fanér och träbaserade skivor|Manufacture of veneer sheets and wood-based panels
16.22|Tillverkning av sammansatta parkettgolv|Manufacture of assembled parquet floors
16.23|Tillverkning av andra byggnads- och inredningssnickerier|Manufacture of other builders' carpentry and joinery
16.24|Träförpackningstillverkning|Manufacture of wooden containers
16.29|Övrig trävarutillverkning; tillverkning av varor av kork, halm, rotting o.d.|Manufacture of other products of wood; manufacture of articles of cork, straw and plaiting materials
17.1?|Massa-, pappers- och papptillverkning|Manufacture of pulp, paper and paperboard
17.2?|Pappers- och pappvarutillverkning|Manufacture of articles of paper and paperboard
17.11|Massatillverkning|Manufacture of pulp
17.12|Pappers- och papptillverkning|Manufacture of paper and paperboard
17.21|Tillverkning av wellpapp och pappers- och pappförpackningar|Manufacture of corrugated paper and paperboard and of containers of paper and paperboard
17.22|Tillverkning av hushålls- och hygienartiklar av papper|Manufacture of household and sanitary goods and of toilet requisites
17.29|Tillverkning av andra pappers- och pappvaror|Manufacture of other articles of paper and paperboard
18.1?|Tryckning och tjänster i anslutning till tryckning|Printing and service activities related to printing
18.2|Reproduktion av inspelningar|Reproduction of recorded media
18.11|Tryckning av dagstidningar|Printing of newspapers
18.12|Annan tryckning|Other printing
18.13|Grafiska tjänster före tryckning (prepress/premedia)|Pre-press and pre-media services
18.14|Bokbindning och andra tjänster i samband med tryckning|Binding and related services
19.1|Tillverkning av stenkolsprodukter|Manufacture of coke oven products
19.2|Petroleumraffinering|Manufacture of refined petroleum products
20.1?|Tillverkning av baskemikalier, gödselmedel, basplast och syntetgummi|Manufacture of basic chemicals, fertilisers and nitrogen compounds, plastics and synthetic rubber in primary forms
20.2|Tillverkning av bekämpningsmedel och andra lantbrukskemiska produkter|Manufacture of pesticides and other agrochemical products
20.3|Tillverkning av färg, lack, tryckfärg m.m.|Manufacture of paints, varnishes and similar coatings, printing ink and mastics
20.4?|Tillverkning av rengöringsmedel, parfymer och toalettartiklar|Manufacture of soap and detergents, cleaning and polishing preparations, perfumes and toilet preparations
20.5?|Tillverkning av andra kemiska produkter|Manufacture of other chemical products
20.6|Konstfibertillverkning|Manufacture of man-made fibres
20.11|Industrigasframställning|Manufacture of industrial gases
20.12|Tillverkning av färgämnen|Manufacture of dyes and pigments
20.13|Tillverkning av andra oorganiska baskemikalier|Manufacture of other inorganic basic chemicals
20.14|Tillverkning av andra organiska baskemikalier|Manufacture of other organic basic chemicals
20.15|Tillverkning av gödselmedel och kväveprodukter|Manufacture of fertilisers and nitrogen compounds
20.16|Basplastframställning|Manufacture of plastics in primary forms
20.17|Tillverkning av syntetiskt basgummi|Manufacture of synthetic rubber in primary forms
20.41|Tillverkning av tvål, såpa, tvättmedel och polermedel|Manufacture of soap and detergents, cleaning and polishing preparations
20.42|Tillverkning av parfymer och toalettartiklar|Manufacture of perfumes and toilet preparations
20.51|Sprängämnestillverkning|Manufacture of explosives
20.52|Tillverkning av lim|Manufacture of glues
20.53|Tillverkning av eteriska oljor|Manufacture of essential oils
20.59|Tillverkning av övriga kemiska produkter|Manufacture of other chemical products n.e.c.
21.1|Tillverkning av farmaceutiska basprodukter|Manufacture of basic pharmaceutical products
21.2|Tillverkning av läkemedel|Manufacture of pharmaceutical preparations
22.1|Tillverkning av gummivaror|Manufacture of rubber products
22.2|Tillverkning av plastvaror|Manufacture of plastic products
22.11|Tillverkning av däck och slangar; regummering|Manufacture of rubber tyres and tubes; retreading and rebuilding of rubber tyres
22.19|Annan gummivarutillverkning|Manufacture of other rubber products
22.21|Tillverkning av plasthalvfabrikat|Manufacture of plastic plates, sheets, tubes and profiles
22.22|Plastförpackningstillverkning|Manufacture of plastic packing goods
22.23|Byggplastvarutillverkning|Manufacture of builders' ware of plastic
22.29|Annan plastvarutillverkning|Manufacture of other plastic products
23.1|Tillverkning av glas och glasvaror|Manufacture of glass and glass products
23.2|Tillverkning av eldfasta produkter|Manufacture of refractory products
23.3?|Tillverkning av byggmaterial av lera|Manufacture of clay building materials
23.4?|Tillverkning av andra porslinsprodukter och keramiska produkter|Manufacture of other porcelain and ceramic products
23.5|Tillverkning av cement, kalk och gips|Manufacture of cement, lime and plaster
23.6|Tillverkning av varor av betong, cement och gips|Manufacture of articles of concrete, cement and plaster
23.7|Huggning, formning och slutlig bearbetning av sten|Cutting, shaping and finishing of stone
23.9?|Tillverkning av slipmedel och övriga icke-metalliska mineraliska produkter|Manufacture of abrasive products and non-metallic mineral products n.e.c.
23.11|Framställning av planglas|Manufacture of flat glass
23.12|Bearbetning av planglas|Shaping and processing of flat glass
23.14|Tillverkning av glasfiber|Manufacture of glass fibres
23.51|Tillverkning av cement|Manufacture of cement
23.52|Tillverkning av kalk och gips|Manufacture of lime and plaster
23.61|Tillverkning av betongvaror för byggändamål|Manufacture of concrete products for construction purposes
23.62|Tillverkning av gipsvaror för byggändamål|Manufacture of plaster products for construction purposes
23.63|Tillverkning av fabriksblandad betong|Manufacture of ready-mixed concrete
23.64|Tillverkning av murbruk|Manufacture of mortars
23.91|Slipmedelstillverkning|Production of abrasive products
24.1|Framställning av järn och stål samt ferrolegeringar|Manufacture of basic iron and steel and of ferro-alloys
24.2|Tillverkning av rör, ledningar, ihåliga profiler och tillbehör av stål|Manufacture of tubes, pipes, hollow profiles and related fittings, of steel
24.3?|Annan primärbearbetning av stål|Manufacture of other products of first processing of steel
24.4?|Framställning av ädla metaller och andra metaller utom järn|Manufacture of basic precious and other non-ferrous metals
24.5|Gjutning av metall|Casting of metals
24.31|Tillverkning av kalldragen stålstång|Cold drawing of bars
24.32|Tillverkning av kallvalsade stålband|Cold rolling of narrow strip
24.33|Tillverkning av andra kallformade produkter av stål|Cold forming or folding
24.34|Tillverkning av kalldragen ståltråd|Cold drawing of wire
24.41|Framställning av ädla metaller|Precious metals production
24.42|Framställning av aluminium|Aluminium production
24.43|Framställning av bly, zink och tenn|Lead, zinc and tin production
24.44|Framställning av koppar|Copper production
24.45|Framställning av andra metaller|Other non-ferrous metal production
24.46|Tillverkning av kärnbränsle|Processing of nuclear fuel
24.51|Gjutning av järn|Casting of iron
24.52|Gjutning av stål|Casting of steel
24.53|Gjutning av lättmetall|Casting of light metals
24.54|Gjutning av andra metaller|Casting of other non-ferrous metals
25.1|Tillverkning av byggmetallvaror|Manufacture of structural metal products
25.2?|Tillverkning av behållare, radiatorer och pannor av metall|Manufacture of tanks, reservoirs and containers of metal
25.3|Tillverkning av ånggeneratorer utom varmvattenpannor för centraluppvärmning|Manufacture of steam generators, except central heating hot water boilers
25.4|Tillverkning av vapen och ammunition|Manufacture of weapons and ammunition
25.5|Smidning, pressning, prägling och valsning av metall; pulvermetallurgi|Forging, pressing, stamping and roll-forming of metal; powder metallurgy
25.6|Beläggning och överdragning av metall; metallegoarbeten|Treatment and coating of metals; machining
25.7?|Tillverkning av bestick, verktyg och andra järnvaror|Manufacture of cutlery, tools and general hardware
25.9|Annan metallvarutillverkning|Manufacture of other fabricated metal products
25.11|Tillverkning av metallstommar och delar därav|Manufacture of metal structures and parts of structures
25.12|Tillverkning av dörrar och fönster av metall|Manufacture of doors and windows of metal
25.21|Tillverkning av radiatorer och pannor för centraluppvärmning|Manufacture of central heating radiators and boilers
25.29|Tillverkning av andra cisterner, tankar, kar och andra behållare av metall|Manufacture of other tanks, reservoirs and containers of metal
25.61|Beläggning och överdragning av metall|Treatment and coating of metals
25.62|Metallegoarbeten|Machining
25.71|Tillverkning av bestick|Manufacture of cutlery
25.72|Tillverkning av lås och gångjärn|Manufacture of locks and hinges
25.73|Tillverkning av verktyg och redskap|Manufacture of tools
25.91|Tillverkning av stålfat o.d. behållare|Manufacture of steel drums and similar containers
25.92|Tillverkning av lättmetallförpackningar|Manufacture of light metal packaging
25.93|Tillverkning av metalltrådvaror, kedjor och fjädrar|Manufacture of wire products, chain and springs
25.94|Tillverkning av nitar och skruvar|Manufacture of fasteners and screw machine products
25.99|Övrig metallvarutillverkning|Manufacture of other fabricated metal products n.e.c.
26.1|Tillverkning av elektroniska komponenter och kretskort|Manufacture of electronic components and boards
26.2|Tillverkning av datorer och kringutrustning|Manufacture of computers and peripheral equipment
26.3|Tillverkning av kommunikationsutrustning|Manufacture of communication equipment
26.4|Tillverkning av hemelektronik|Manufacture of consumer electronics
26.5?|Tillverkning av instrument och apparater för mätning, provning och navigering; urtillverkning|Manufacture of instruments and appliances for measuring, testing and navigation; watches and clocks
26.6|Tillverkning av strålningsutrustning samt elektromedicinsk och elektroterapeutisk utrustning|Manufacture of irradiation, electromedical and electrotherapeutic equipment
26.7|Tillverkning av optiska instrument och fotoutrustning|Manufacture of optical instruments and photographic equipment
26.8|Tillverkning av magnetiska och optiska medier|Manufacture of magnetic and optical media
26.11|Tillverkning av elektroniska komponenter|Manufacture of electronic components
26.12|Tillverkning av kretskort|Manufacture of loaded electronic boards
26.51|Tillverkning av instrument och apparater för mätning, provning och navigering|Manufacture of instruments and appliances for measuring, testing and navigation
26.52|Urtillverkning|Manufacture of watches and clocks
27.1|Tillverkning av elmotorer, generatorer, transformatorer samt eldistributions- och elkontrollapparater|Manufacture of electric motors, generators, transformers and electricity distribution and control apparatus
27.2|Batteri- och ackumulatortillverkning|Manufacture of batteries and accumulators
27.3?|Tillverkning av ledningar, kablar och kabeltillbehör|Manufacture of wiring and wiring devices
27.4|Tillverkning av belysningsarmatur|Manufacture of electric lighting equipment
27.5?|Tillverkning av hushållsmaskiner och hushållsapparater|Manufacture of domestic appliances
27.9|Tillverkning av annan elapparatur|Manufacture of other electrical equipment
27.11|Tillverkning av elmotorer, generatorer och transformatorer|Manufacture of electric motors, generators and transformers
27.12|Tillverkning av eldistributions- och elkontrollapparater|Manufacture of electricity distribution and control apparatus
27.31|Tillverkning av optiska fiberkablar|Manufacture of fibre optic cables
27.32|Tillverkning av andra elektroniska och elektriska ledningar och kablar|Manufacture of other electronic and electric wires and cables
27.33|Tillverkning av kabeltillbehör|Manufacture of wiring devices
27.51|Tillverkning av elektriska hushållsmaskiner och hushållsapparater|Manufacture of electric domestic appliances
27.52|Tillverkning av icke-elektriska hushållsmaskiner och hushållsapparater|Manufacture of non-electric domestic appliances
28.1?|Tillverkning av maskiner för allmänt ändamål|Manufacture of general-purpose machinery
28.2?|Tillverkning av andra maskiner för allmänt ändamål|Manufacture of other general-purpose machinery
28.3|Tillverkning av jord- och skogsbruksmaskiner|Manufacture of agricultural and forestry machinery
28.4|Tillverkning av verktygsmaskiner|Manufacture of metal forming machinery and machine tools
28.9?|Tillverkning av andra specialmaskiner|Manufacture of other special-purpose machinery
28.11|Tillverkning av motorer och turbiner utom för luftfartyg och fordon|Manufacture of engines and turbines, except aircraft, vehicle and cycle engines
28.12|Tillverkning av fluidteknisk utrustning|Manufacture of fluid power equipment
28.13|Tillverkning av andra pumpar och kompressorer|Manufacture of other pumps and compressors
28.14|Tillverkning av andra kranar och ventiler|Manufacture of other taps and valves
28.15|Tillverkning av lager, kugghjul och andra delar för kraftöverföring|Manufacture of bearings, gears, gearing and driving elements
28.21|Tillverkning av ugnar och brännare|Manufacture of ovens, furnaces and furnace burners
28.22|Tillverkning av lyft- och godshanteringsanordningar|Manufacture of lifting and handling equipment
28.23|Tillverkning av kontorsmaskiner och kontorsutrustning (utom datorer och kringutrustning)|Manufacture of office machinery and equipment (except computers and peripheral equipment)
28.24|Tillverkning av motordrivna handverktyg|Manufacture of power-driven hand tools
28.25|Tillverkning av maskiner och apparater för kyla och ventilation utom för hushåll|Manufacture of non-domestic cooling and ventilation equipment
28.29|Övrig tillverkning av maskiner för allmänt ändamål|Manufacture of other general-purpose machinery n.e.c.
28.41|Tillverkning av verktygsmaskiner för metallbearbetning|Manufacture of metal forming machinery
28.49|Tillverkning av övriga verktygsmaskiner|Manufacture of other machine tools
28.91|Tillverkning av maskiner för metallurgi|Manufacture of machinery for metallurgy
28.92|Tillverkning av gruv-, bergbrytnings- och byggmaskiner|Manufacture of machinery for mining, quarrying and construction
28.93|Tillverkning av maskiner för framställning av livsmedel, drycker och tobaksvaror|Manufacture of machinery for food, beverage and tobacco processing
28.94|Tillverkning av maskiner för produktion av textil-, beklädnads- och lädervaror|Manufacture of machinery for textile, apparel and leather production
28.95|Tillverkning av maskiner för produktion av massa, papper och papp|Manufacture of machinery for paper and paperboard production
28.96|Tillverkning av maskiner för gummi och plast|Manufacture of plastics and rubber machinery
28.99|Tillverkning av övriga specialmaskiner|Manufacture of other special-purpose machinery n.e.c.
29.1|Motorfordonstillverkning|Manufacture of motor vehicles
29.2|Tillverkning av karosserier för motorfordon; tillverkning av släpfordon och påhängsvagnar|Manufacture of bodies (coachwork) for motor vehicles; manufacture of trailers and semi-trailers
29.3|Tillverkning av delar och tillbehör till motorfordon|Manufacture of parts and accessories for motor vehicles
29.31|Tillverkning av elektrisk och elektronisk utrustning för motorfordon|Manufacture of electrical and electronic equipment for motor vehicles
29.32|Tillverkning av andra delar och tillbehör till motorfordon|Manufacture of other parts and accessories for motor vehicles
30.1?|Skepps- och båtbyggeri|Building of ships and boats
30.2|Tillverkning av rälsfordon|Manufacture of railway locomotives and rolling stock
30.3|Tillverkning av luftfartyg, rymdfarkoster o.d.|Manufacture of air and spacecraft and related machinery
30.4|Tillverkning av militära stridsfordon|Manufacture of military fighting vehicles
30.9?|Övrig transportmedelstillverkning|Manufacture of transport equipment n.e.c.
30.11|Byggande av fartyg och flytande materiel|Building of ships and floating structures
30.12|Byggande av fritidsbåtar|Building of pleasure and sporting boats
30.91|Tillverkning av motorcyklar|Manufacture of motorcycles
30.92|Tillverkning av cyklar och invalidfordon|Manufacture of bicycles and invalid carriages
30.99|Diverse övrig transportmedelstillverkning|Manufacture of other transport equipment n.e.c.
31.0|Tillverkning av möbler|Manufacture of furniture
31.01|Tillverkning av kontors- och butiksmöbler samt kontors- och butiksinredningar|Manufacture of office and shop furniture
31.02|Tillverkning av köksmöbler och köksinredningar|Manufacture of kitchen furniture
31.03|Tillverkning av madrasser|Manufacture of mattresses
31.09|Tillverkning av andra möbler|Manufacture of other furniture
32.1?|Tillverkning av smycken, mynt, guld- och silversmedsvaror o.d.|Manufacture of jewellery, bijouterie and related articles
32.2|Tillverkning av musikinstrument|Manufacture of musical instruments
32.3|Tillverkning av sportartiklar|Manufacture of sports goods
32.4|Tillverkning av spel och leksaker|Manufacture of games and toys
32.5|Tillverkning av medicinsk och dental utrustning|Manufacture of medical and dental instruments and supplies
32.9?|Övrig tillverkning|Manufacturing n.e.c.
32.91|Tillverkning av borstbinderiarbeten|Manufacture of brooms and brushes
32.99|Diverse övrig tillverkning|Other manufacturing n.e.c.
33.1?|Reparation av metallvaror, maskiner och apparater|Repair of fabricated metal products, machinery and equipment
33.2|Installation av industrimaskiner och -utrustning|Installation of industrial machinery and equipment
33.11|Reparation av metallvaror|Repair of fabricated metal products
33.12|Reparation av maskiner|Repair of machinery
33.13|Reparation av elektronisk och optisk utrustning|Repair of electronic and optical equipment
33.14|Reparation av elapparatur|Repair of electrical equipment
33.15|Reparation och underhåll av fartyg och båtar|Repair and maintenance of ships and boats
33.16|Reparation och underhåll av luftfartyg och rymdfarkoster|Repair and maintenance of aircraft and spacecraft
33.17|Reparation och underhåll av andra transportmedel|Repair and maintenance of other transport equipment
33.19|Reparation av annan utrustning|Repair of other equipment
62.01|Dataprogrammering|Computer programming activities
62.02|Datakonsultverksamhet|Computer consultancy activities
71.12|Teknisk konsultverksamhet|Engineering activities and related technical consultancy
"""

NACE_2_1_NEW = """
G?|Handel|Wholesale and retail trade
J?|Utgivning, sändning samt produktion och distribution av innehåll|Publishing, broadcasting, and content production and distribution activities
K?|Telekommunikation, dataprogrammering, datakonsultverksamhet, datainfrastruktur och andra informationstjänster|Telecommunication, computer programming, consulting, computing infrastructure and other information service activities
L|Finans- och försäkringsverksamhet|Financial and insurance activities
M|Fastighetsverksamhet|Real estate activities
N|Verksamhet inom juridik, ekonomi, vetenskap och teknik|Professional, scientific and technical activities
O|Uthyrning, fastighetsservice, resetjänster och andra stödtjänster|Administrative and support service activities
P|Offentlig förvaltning och försvar; obligatorisk socialförsäkring|Public administration and defence; compulsory social security
Q|Utbildning|Education
R|Vård och omsorg; sociala tjänster|Human health and social work activities
S?|Kultur, sport och fritid|Arts, sports and recreation
T|Annan serviceverksamhet|Other service activities
U|Förvärvsarbete i hushåll; hushållens produktion av diverse varor och tjänster för eget bruk|Activities of households as employers and undifferentiated goods- and service-producing activities of households for own use
V|Verksamhet vid internationella organisationer, utländska ambassader o.d.|Activities of extraterritorial organisations and bodies
33?|Reparation, underhåll och installation av maskiner och apparater|Repair, maintenance and installation of machinery and equipment
38?|Insamling, återvinning och bortskaffande av avfall|Waste collection, recovery and disposal activities
39?|Sanering och annan avfallshantering|Remediation activities and other waste management service activities
41?|Byggande av bostadshus och andra hus|Construction of residential and non-residential buildings
46?|Partihandel|Wholesale trade
47?|Detaljhandel|Retail trade
52?|Magasinering, lagring och stödtjänster till transport|Warehousing, storage and support activities for transportation
60?|Program- och sändningsverksamhet, nyhetsbyråer och annan distribution av innehåll|Programming, broadcasting, news agency and other content distribution activities
61|Telekommunikation|Telecommunication
63?|Datainfrastruktur, databehandling, hosting och andra informationstjänster|Computing infrastructure, data processing, hosting and other information service activities
70?|Verksamhet som utövas av huvudkontor samt konsulttjänster till företagsledning|Activities of head offices and management consultancy
73?|Reklam, marknadsundersökning och pr|Activities of advertising, market research and public relations
80?|Utrednings- och bevakningsverksamhet|Investigation and security activities
90?|Konstnärligt skapande och scenkonst|Arts creation and performing arts activities
95?|Reparation och underhåll av datorer, hushållsartiklar, personliga artiklar samt motorfordon och motorcyklar|Repair and maintenance of computers, personal and household goods, and motor vehicles and motorcycles
96?|Personliga tjänster|Personal service activities
98|Hushållens produktion av diverse varor och tjänster för eget bruk|Undifferentiated goods- and service-producing activities of private households for own use
"""
"""What differs from SNI 2007 down to divisions; the other sections and divisions are named as there."""

SNI_2007_SECTIONS = {
    "A": "01-03", "B": "05-09", "C": "10-33", "D": "35", "E": "36-39", "F": "41-43", "G": "45-47", "H": "49-53",
    "I": "55-56", "J": "58-63", "K": "64-66", "L": "68", "M": "69-75", "N": "77-82", "O": "84", "P": "85",
    "Q": "86-88", "R": "90-93", "S": "94-96", "T": "97-98", "U": "99",
}  # fmt: skip
"""The divisions of each section."""

NACE_2_1_SECTIONS = {
    "A": "01-03", "B": "05-09", "C": "10-33", "D": "35", "E": "36-39", "F": "41-43", "G": "46-47", "H": "49-53",
    "I": "55-56", "J": "58-60", "K": "61-63", "L": "64-66", "M": "68", "N": "69-75", "O": "77-82", "P": "84",
    "Q": "85", "R": "86-88", "S": "90-93", "T": "94-96", "U": "97-98", "V": "99",
}  # fmt: skip
