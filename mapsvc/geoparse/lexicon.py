"""
Words that tell what a name near them is: of a person, an institution, a treaty, a place of a certain kind.

Every list is general: it holds the words of its class that histories of the years around 1900 use in Turkish,
English, Azerbaijani and Russian, and no name out of any one text. Words are stems; endings come off before
the look-up.
"""

from __future__ import annotations

from mapsvc.geoparse.text_folding import fold_text

TITLE_AFTER = 1 << 0
TITLE_BEFORE = 1 << 1
GIVEN = 1 << 2
PEOPLE = 1 << 3
COMMON = 1 << 4
INSTITUTION = 1 << 5
TREATY = 1 << 6
EVENT = 1 << 7
PRESS = 1 << 8
UNIT = 1 << 9
STATE = 1 << 10
STATE_ADJECTIVE = 1 << 11
SPATIAL = 1 << 12
RELATION = 1 << 13
MONTH = 1 << 14
DIRECTION = 1 << 15
PLACE_PREPOSITION = 1 << 16
GEO = 1 << 17
CONNECTOR = 1 << 18
CITATION = 1 << 19
CENTURY = 1 << 20

_LISTS: dict[int, str] = {
    TITLE_AFTER: """
        paşa bey efendi hanım ağa çelebi beyefendi hanımefendi beğ beg beyin pasha bəy paşanın xan hoca
        hanoğlu бей паша эфенди
    """,
    TITLE_BEFORE: """
        general generali amiral amirali albay yarbay binbaşı yüzbaşı miralay kaymakam mareşal müşir ferik
        mirliva prens prenses kral kraliçe çar çariçe imparator sultan şehzade şah dr doktor prof profesör
        mister mr mrs miss sir lord lady count baron kont colonel captain major lieutenant lt col gen capt
        admiral president prince princess king queen tsar emperor marshal comrade yoldaş gazi şeyh sheikh
        mirza molla hacı mösyö monsieur madam madame herr graf duke earl commander komutan komutanı kumandan
        kumandanı lideri başbakan başkan başkanı bakanı vekili senator père saint aziz generalı generalin
        generalissimo генерал полковник адмирал князь граф барон царь император доктор капитан майор şair
        yazar tarihçi gazeteci elçisi sefiri mebusu
    """,
    GIVEN: """
        mehmet mehmed muhammed məhəmməd ahmet ahmed mustafa ali hasan hüseyin hüsnü ibrahim ismail osman
        ömer yusuf yunus süleyman halil hâlil kâzım kazım enver talat cemal nuri fuat fuad rauf refet ismet
        fevzi kemal kenan bekir sami hilmi şükrü rıza ziya tevfik rüştü rüşdü zeki nazım nâzım memduh şevket
        celal celâl cafer cevat cevad esat esad galip haydar ihsan kadri lütfi mahmut mahmud mithat midhat
        münir naci necati nihat numan ragıp recep reşit reşid sabri sadık sait said salih selim selahattin
        sırrı şakir şefik tahsin tahir vehbi vehip yakup yahya zekeriya abdullah abdülhamid abdülaziz
        abdülmecid mirza neriman nəriman resul məmməd emin əmin ağa fətəli feteli behbud nesib nəsib
        topçubaşov halide fatma ayşe emine zeynep latife leyla nezihe sabiha hamit hamid hamdullah cavit
        cavid vasıf şemsettin bahattin behaeddin seyfi tali fahri fahrettin josef joseph iosif vladimir
        vlademir lev leon grigori grigory georgi georgy georges karl friedrich aleksandr alexander anton
        sergey sergei sergo nikolay nikolai nicholas ivan pyotr peter mikhail mihail michael stepan stefan
        andrey lavrenti maksim anastas david winston lloyd george george edward henry arthur john james
        william woodrow robert charles thomas francis ferdinand franz otto paul erich wilhelm liman colmar
        hans max ernst raymond aristide franklin pierre louis jean jacques philippe maurice ian harold
        herbert eleftherios venizelos konstantin constantine dimitrios vittorio giuseppe benito carlo
        antonio rafael jack jackson lenin stalin atatürk inönü atatürk truman churchill wilson curzon
        gladstone disraeli bismarck garibaldi lincoln townshend maude hamilton kitchener allenby lawrence
        frunze kirov kalinin orconikidze ordjonikidze voroşilov budyonni budenny troçki trotsky gorki
        kuropatkin skobelev paskeviç brusilov yudeniç wrangel denikin kornilov kolçak kolchak
        roosevelt mackensen sanders владимир иосиф лев николай александр михаил иван сергей георгий григорий
        антон степан пётр мехмет мустафа ленин сталин victoria elizabeth mary anna sofia maria olga natalia
        aleksandra alexandra
    """,
    PEOPLE: """
        türk rus ermeni gürcü rum yunan yunanlı bulgar sırp arap kürt çerkes çerkez çeçen tatar azeri alman
        fransız ingiliz italyan avusturyalı macar romen arnavut boşnak hırvat karadağlı makedon leh
        polonyalı yahudi musevi laz abaza abhaz lezgi dağıstanlı özbek kazak kırgız türkmen tacik acem
        iranlı farisi süryani nasturi keldani hint hintli japon çinli amerikalı amerikan ukraynalı slav
        latin cermen müslüman hristiyan hıristiyan ortodoks katolik sünni şii osmanlı sovyet bolşevik
        menşevik ittihatçı kemalist turkish turk turks russian russians armenian armenians georgian
        georgians greek greeks bulgarian bulgarians serb serbs serbian arab arabs arabic kurdish kurd kurds
        circassian circassians tatar tatars azerbaijani azerbaijanis german germans french british english
        italian italians austrian austrians hungarian hungarians romanian romanians albanian albanians
        persian persians iranian ottoman ottomans soviet soviets bolshevik bolsheviks jewish jews polish
        poles ukrainian american americans indian indians australian australians japanese chinese egyptian
        syrian caucasian muslim muslims christian christians turkic cossack cossacks русский турецкий
        армянский грузинский азербайджанский советский немецкий французский английский османский турки
        русские армяне грузины большевики тюрк турк рус erməni gürcü azərbaycanlı ingilis alman fransız
        русск турецк армянск грузинск азербайджанск советск немецк германск французск английск британск
        османск американск болгарск греческ татарск казацк чешск польск японск китайск итальянск австрийск
        еврейск арабск индийск сербск румынск
    """,
    MONTH: """
        ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık kanunusani kânunusani
        kanunuevvel kânunuevvel teşrinievvel teşrinisani teşrin kanun january february march april may june
        july august september october november december yanvar fevral aprel may iyun iyul avqust sentyabr
        oktyabr noyabr dekabr января февраля марта апреля мая июня июля августа сентября октября ноября
        декабря январь январе февраль феврале март марте апрель апреле май мае июнь июне июль июле август
        августе сентябрь сентябре октябрь октябре ноябрь ноябре декабрь декабре
    """,
    CENTURY: "yüzyıl yy asır century centuries əsr век века веке",
    DIRECTION: """
        doğu batı kuzey güney şark garp garb şimal cenup east west north south eastern western northern
        southern orta iç yukarı aşağı küçük büyük central upper lower inner outer old new eski yeni şərq
        qərb şimali cənubi orta
    """,
    INSTITUTION: """
        hükümet hükûmet hükumet meclis parlamento kabine bakanlık bakan nezaret nazır vekâlet vekalet komite
        komiser komiserlik komisyon konsey kurul kurultay şura şûra parti fırka firka cemiyet dernek banka
        üniversite darülfünun akademi enstitü mahkeme elçilik büyükelçilik konsolosluk sefaret
        başkonsolosluk temsilcilik müdürlük genelkurmay kumandanlık komutanlık başkanlık belediye okul
        mektep kolej lise hastane müze kütüphane arşiv kilise patrikhane cami camii medrese saray otel
        istihbarat teşkilat örgüt ajans heyet delegasyon sendika şirket kulüp vakıf müftülük piskoposluk
        başpiskoposluk divan senato duma ordu encümen jandarma demiryolu railway polis tümenlik karargâh
        government parliament assembly ministry minister committee commission council party society league
        association bank university academy institute court embassy consulate legation office secretariat
        headquarters staff school college hospital museum library archive archives church patriarchate
        mosque palace hotel agency company cabinet senate commissariat directorate company club foundation
        administration hökumət parlament məclis partiya firqə cəmiyyət komitə nazirlik universitet şura
        правительство парламент комитет совет партия министерство посольство университет банк
    """,
    TREATY: """
        antlaşma anlaşma muahede muahedename muâhede sözleşme mukavele mukavelename protokol mütareke
        ateşkes bırakışma itilafname konferans kongre congress misak misakı genelge tamim pakt bildiri
        beyanname deklarasyon andlaşma zirve treaty agreement pact armistice convention accord protocol
        conference truce declaration peace müqavilə müqavilənamə sülh konfransı договор соглашение перемирие
        мир конференция конвенция
    """,
    EVENT: """
        savaş muharebe harp harb cephe isyan ihtilal ihtilâl devrim inkılap inkılâp suikast katliam
        ayaklanma kuşatma zafer bozgun harekât harekat taarruz vaka vakası olay olayı baskın çıkarma
        çıkartma war wars battle siege campaign revolution uprising revolt rebellion massacre front
        offensive expedition landing müharibə döyüş üsyan война битва восстание фронт
    """,
    PRESS: """
        gazete dergi mecmua ceride risale newspaper journal magazine gazette daily weekly review qəzet
        jurnal газета журнал
    """,
    UNIT: """
        tümen kolordu alay tabur bölük tugay müfreze filo donanma süvari piyade lejyon division corps
        regiment battalion brigade fleet squadron legion дивизия корпус полк бригада флот
    """,
    STATE: """
        cumhuriyet devlet imparatorluk krallık çarlık prenslik hanlık emirlik beylik sultanlık federasyon
        şahlık hilafet republic empire kingdom principality khanate emirate sultanate federation union
        caliphate respublika imperiya krallıq xanlıq əmirlik республика империя королевство ханство федерация
        княжество
    """,
    STATE_ADJECTIVE: """
        halk demokratik sovyet sosyalist federatif federal muhtar özerk birleşik bağımsız konfederatif
        şuralar people's peoples democratic soviet socialist federative federal autonomous united xalq
        demokratik sovet sosialist muxtar народная демократическая советская социалистическая автономная
        федеративная
    """,
    SPATIAL: """
        bölge şehir şehr kent kasaba köy toprak sınır hudut yakın civar çevre dolay üzeri içi dış kuzey
        güney doğu batı şimal cenup garp şark ova dağ kıyı sahil liman yol istasyon gar cadde sokak meydan
        mahalle kale kapı köprü vilayet sancak kaza eyalet nahiye ilçe il liva mıntıka mıntaka havali taraf
        ada adalar yarımada nehir çay göl deniz boğaz körfez geçit istikamet hat hattı demiryolu arazi
        merkez ara arası etraf cephe yayla kıta körpü meşə orman karargâh sırt garnizon köprü iskele
        rıhtım boy vadi dere burun
        tepe tabya mevzi istihkâm yamaç stansiya quberniya qəza liman
        region city town village district province area territory border frontier
        coast shore port harbour harbor plain valley railway road station line hills mountains vicinity
        neighbourhood outskirts suburbs garrison fortress bölgə şəhər kənd ərazi sərhəd город область район
        территория граница
    """,
    RELATION: """
        ilişki münasebet bağ rabıta ittifak dostluk görüşme müzakere temas relations relationship ties
        alliance friendship border frontier negotiations talks contacts war conflict trade əlaqə münasibət
        отношения
    """,
    PLACE_PREPOSITION: """
        in at near from to into towards toward through around outside inside across via beyond between off
        onto reached entered leaving left occupied captured besieged в во из на под через около близ у к до
        от
    """,
    CONNECTOR: "ve ile veya yahut hem and or of və ilə и",
    CITATION: "s ss p pp vd bkz cilt vol yay yayınları yayınevi press ed çev akt basımevi matbaası",
    COMMON: """
        ordu kale deniz merkez köy şehir kent orta iç dış ova dağ göl çay su saray hisar bahçe çarşı meydan
        liman ada yurt ülke devlet millet halk hak güneş ay yıl gün zaman bu o şu ben sen biz siz onlar bir
        iki üç dört beş altı yedi sekiz dokuz on yüz bin var yok ancak fakat ama çünkü eğer daha çok en az
        ise de da ki mi ne nasıl niçin neden hangi her hiç bazı bütün tüm kendi sonra önce şimdi burada
        orada böyle şöyle öyle son ilk başka diğer aynı yeni eski büyük küçük kara ak kızıl yeşil mavi sarı
        beyaz siyah al bey ağa han sultan şah kral of bor tire bal kaş göz el ayak baş sağ sol ön arka üst
        alt yan kol ana ata baba oğul kız kardeş er asker komutan paşa müdür reis başkan vali kadı imam hoca
        molla hacı gazi şehit madde kanun karar kurul konu neden sonuç giriş bölüm tablo harita kaynak kitap
        not özet ek resim şekil sayı cilt lale gül güllü çiçek bayram barış zafer umut ümit deva devrim
        hürriyet istiklal cumhuriyet ittihat terakki meşrutiyet doğan aslan kaplan kurt ayı kartal şahin
        atak savaş kan can ruh gök yer hava ateş toprak taş demir altın gümüş bakır bahar yaz kış güz sabah
        akşam gece pazar pazartesi salı çarşamba perşembe cuma cumartesi bura şura ora tam bende sende buna
        ona bana sana bunda onda seri sera mera dere tepe kum çam meşe elma armut üzüm kiraz gelen giden
        olan eden verilen alınan yapılan karşı doğru göre kadar beri dolayı rağmen bile yine gene işte evet
        hayır millî milli askerî siyasi sanayi ticaret tarih dil din iman islam hamidiye mecidiye aziziye
        reşadiye osmaniye the a an and or but if then when while where who what which that this these those
        he she it they we you his her its their our your my all any both each few more most other some such
        no nor not only own same so than too very can will just should now also after before since until
        during under over again once here there why how as at by for from in into of off on out to up with
        above below because about against between through one two three four five six seven eight nine ten
        first second third last next new old great grand general national central council war peace treaty
        army navy fleet front force forces state states government union party committee congress revolution
        march may june reading mobile orange male nice bath deal sale hull bury battle hope split most ross
        wells union victory independence commerce enterprise normal liberty page lens tours lot bar red
        black white blue green gold golden silver young long short high low east west north south northern
        southern eastern western sunday monday tuesday wednesday thursday friday saturday lord lady king
        queen prince sir church bishop pope chapter section table figure map volume book introduction
        conclusion abstract keywords references appendix это как его для что они она при был была были все
        над под или так же том где если только ещё после между və bu bir o da də üçün ilə ki amma lakin
        sonra həmin bütün hər
    """,
}


def _lexicon() -> dict[str, int]:
    found: dict[str, int] = {}
    for flag, words in _LISTS.items():
        for word in fold_text(words).split():
            stem = word.replace("'", "")
            found[stem] = found.get(stem, 0) | flag
    for kind_words in GEO_KINDS.values():
        for word in fold_text(kind_words).split():
            found[word] = found.get(word, 0) | GEO
    return found


#: What a generic word beside a name asks for. The first word of each list names the kind in reasons.
GEO_KINDS: dict[str, str] = {
    "village": "köy karye kənd village село деревня",
    "town": "kasaba ilçe kaza nahiye town bucak qəsəbə port harbour harbor",
    "city": "şehir şehr kent city şəhər город",
    "vilayet": "vilayet vilâyet eyalet il vilayət vilayet",
    "sanjak": "sancak liva mutasarrıflık sanjak sancaq",
    "guberniya": "guberniya guberniye gubernia губерния губерни quberniya governorate",
    "oblast": "oblast область област",
    "region": "bölge mıntıka mıntaka havali yöre region province district area bölgə область uyezd qəza уезд",
    "river": "nehir nehr ırmak çay dere suyu river çayı nəhr река",
    "lake": "göl lake göl озеро",
    "sea": "deniz sea dəniz море",
    "strait": "boğaz strait straits пролив",
    "gulf": "körfez gulf bay körfəz залив",
    "mountain": "dağ tepe sırt mount mountain mountains hill dağ гора",
    "pass": "geçit gedik pass aşırım перевал",
    "plain": "ova yayla vadi plain plateau valley düzü равнина",
    "island": "ada cezire island islands остров",
    "peninsula": "yarımada peninsula полуостров",
    "fortress": "kale hisar istihkâm tabya fort fortress redoubt qala крепость",
    "desert": "çöl desert пустыня",
    "station": "istasyon gar station станция",
}
_KIND_OF_WORD: dict[str, str] = {
    word: kind for kind, words in GEO_KINDS.items() for word in fold_text(words).split()
}


def kind_of_word(stem: str, printed: str) -> str:
    """
    Return the kind that a generic word asks for; empty if it is none.

    Folding makes one of "köy" (village) and "koy" (bay): the printed word tells them apart.
    """
    if stem == "koy":
        return "village" if "ö" in printed.lower() else "gulf"
    return _KIND_OF_WORD.get(stem, "")


LEXICON: dict[str, int] = _lexicon()
#: Kinds whose word belongs to the name when it is capitalised ("Sakarya Nehri", "Black Sea").
NAME_PARTS = frozenset(
    {
        "river",
        "lake",
        "sea",
        "strait",
        "gulf",
        "mountain",
        "island",
        "peninsula",
        "pass",
        "desert",
        "plain",
        "fortress",
        "station",
        "village",
        "vilayet",
        "sanjak",
        "guberniya",
        "oblast",
        "region",
    }
)
