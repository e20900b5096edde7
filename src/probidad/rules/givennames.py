"""Given names that are common in Colombia, folded: a general vocabulary, taken from no register and naming nobody."""

GIVEN_NAMES = frozenset(
    """
    aaron abel abelardo abraham adalberto adela adelaida adolfo adrian adriana agustin aida alba albeiro alberto aldemar alejandra
    alejandro alexander alexandra alexis alfonso alfredo alicia alirio alonso alvaro alveiro amalia amanda amparo ana anamaria andrea
    andres angel angela angelica angie anibal antonia antonio argemiro ariel aristides armando arnulfo arturo astrid augusto aura
    aurelio aurora beatriz belisario benjamin bernardo bertha betty blanca brayan brenda brigitte bryan camila camilo campo carina
    carla carlos carmen carmenza carolina catalina cecilia celia cesar cielo clara claudia clemencia constanza consuelo cristian
    cristina cristobal dagoberto damaris daniel daniela danilo dario dayana deisy derly diana didier diego dilia dolly doris dora
    edelmira edgar edilberto edilma edison edith edna eduardo edwin efrain eider elena eliana elias eliecer elisa elizabeth elkin
    eloisa elsa elvia elvira emilia emilio emma enrique erica erika ernestina ernesto esmeralda esneider esperanza esteban estefania
    estella esther eugenia eugenio eunice eva evelin evelyn fabian fabio fabiola fanny felipe felix fernanda fernando fidel flor
    francisco franklin freddy fredy gabriel gabriela genaro german gerardo geraldine gilberto gildardo gina giovanni giovanny gladis
    gladys gloria gonzalo graciela gregorio guillermo gustavo harold hector heidy helena heriberto herlinda hermes hernan hernando
    hilda hugo humberto ignacio ines ingrid irma isaac isabel isabella isidro ismael israel ivan ivonne jacobo jacqueline jaime
    jairo jazmin javier jeison jennifer jenny jeronimo jessica jesus jhon jhonatan joaquin johan johana johanna john jonathan jorge
    jose josefina juan juana juanita julia julian juliana julieta julio karen karina katherine kelly kevin laura leidy leidi lenin
    leonardo leonel leonor leticia libardo lida ligia lilia liliana lina linda lisbeth lorena lorenzo lucas lucero lucia luciano
    lucila luis luisa luz magda magdalena magnolia manuel manuela marcela marcelo marco marcos margarita maria mariana marlen
    marlene maribel maricela marina mario marisol maritza marta martha martin mateo matias mauricio maximiliano mayra melba melissa
    mercedes miguel miguelangel milena miliam milton mireya miriam moises monica myriam nancy natalia nataly nelly nelson nestor
    nicolas nidia nidya nilson nohemy nohora nora norberto norma nubia nury octavio odilia olga oliva oliverio omaira omar omayra
    orlando oscar osvaldo pablo paola patricia paul paula pedro pilar piedad rafael ramiro ramon raquel raul rebeca reinaldo rene
    reynaldo ricardo rigoberto roberto rocio rodolfo rodrigo rogelio rolando roman ronald rosa rosalba rosario rosaura ruben ruth
    salomon salvador samuel sandra santiago sara sebastian segundo sergio shirley silvia silvio simon sofia soledad sonia stefany
    stella susana tatiana teresa tobias tomas ulises uriel valentina valeria vanessa veronica vicente victor victoria vilma
    vivian viviana walter wilfredo william willian wilmer wilson xiomara yadira yaneth yaritza yenny yesenia yesid yolanda yuliana
    yurani zoraida zulma
    """.split()
)
