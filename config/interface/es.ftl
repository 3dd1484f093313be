# Palabras de la interfaz. Las mismas claves que en.ftl, que las explica.

as-of = Según el registro del { $day }, revisión { $revision }
as-of-unreached = Todavía no se puede acceder a la base de datos: estos son los registros que trae el programa
claims-in-english = Afirmaciones en inglés
why-button = ¿Por qué?
timeline-button = Cronología
sources-button = Fuentes
dispute-button = Impugnar
follow-up-button = Seguir preguntando
follow-up-label = Tu pregunta sobre esto
pick = Elige un incidente
thread = Pregunta
stale = Esto ya no está al día. Pregunta de nuevo, por favor.
not-yours = Solo quien preguntó, o un moderador, puede borrar esto.
too-fast = Preguntas más rápido de lo que respondo. Espera un momento, por favor.
busy = Ahora mismo estoy ocupado. Inténtalo de nuevo en un momento.
failed = Algo ha fallado aquí. Inténtalo más tarde, por favor.
not-understood = No he podido leer eso. Inténtalo de nuevo, por favor.
only-in-servers = Esto solo funciona en un servidor.
not-allowed = Solo pueden hacerlo quienes administran el servidor.
nothing-to-check = En ese mensaje no hay texto que yo pueda leer.
nothing-asked = No sé de nada que se haya preguntado aquí últimamente. ¿Por qué? bajo una respuesta la explica.
no-such-incident = No consta tal incidente. Las sugerencias muestran lo que hay.
no-such-party = No conozco ese Estado u organización. Las sugerencias muestran los que conozco.
no-such-kind = No conozco ese tipo de incidente. Las sugerencias muestran los tipos que hay.
no-such-date = No puedo leer esa fecha. Escribe un año, un mes o un día: 2018, 2018-03, 2018-03-26.
nothing-decides = Nada en el registro decide cómo están las relaciones entre estos dos.
dispute-title = ¿Qué está mal?
dispute-label = Erróneo, anticuado o falta una fuente
dispute-filed = Gracias. Los moderadores lo mirarán.
parties = Partes
kind = Tipo
date = Fecha
sources = Fuentes
left-out = { $count ->
    [one] Consta una afirmación más que no cabe aquí.
   *[other] Constan { $count } afirmaciones más que no caben aquí.
 }
pages-left = { $count ->
    [one] Una página más: véase el incidente mismo.
   *[other] { $count } páginas más: véanse los incidentes mismos.
 }
timeline-head = { $count ->
    [one] **{ $parties }**: un incidente
   *[other] **{ $parties }**: { $count } incidentes
 }
timeline-none = No consta nada que encaje sobre { $parties }.
about = **aide-mémoire** responde a preguntas sobre incidentes diplomáticos a partir de un registro: { $count ->
    [one] un incidente
   *[other] { $count } incidentes
 }, cada frase con sus fuentes. No contiene ningún modelo de lenguaje.
how-to-ask = Mencióname con una pregunta, envíame un mensaje directo o usa /ask. Por ejemplo: When did Albania cut ties with Iran, and why?
privacy = No guardo preguntas, salvo el texto de las que el registro no puede responder, sin quién preguntó. Durante { $days } días guardo qué mensaje responde a cuál. Lo que escribes al impugnar algo o proponer un cambio lo guardo con tu identificador. /privacy muestra y borra lo que se guarda sobre ti.
privacy-kept = { $count ->
    [0] No se guarda nada sobre ti.
    [one] Se guarda una cosa sobre ti:
   *[other] Se guardan { $count } cosas sobre ti:
 }
privacy-export = Exportar
privacy-delete = Borrar
privacy-confirm = ¿Borrar todo lo que se guarda sobre ti? Nadie mirará ya lo que impugnaste o propusiste. Los cambios hechos quedan, sin tu nombre. No se puede deshacer.
privacy-delete-now = Sí, borrar
privacy-keep = No, conservar
privacy-deleted = { $count ->
    [one] Borrado: una cosa.
   *[other] Borrado: { $count } cosas.
 }
privacy-file = Todo lo que se guarda sobre ti:
how-to-correct = Si algo está mal, pulsa Impugnar debajo de la respuesta.
settings-none = No hay nada ajustado: respondo cuando me mencionan, con una respuesta directa.
settings-head = Lo que está ajustado aquí:
setting-mode = Cuándo respondo
setting-place = Cómo respondo
setting-language = Idioma
setting-moderators = Moderadores
setting-reviewers = Revisores
setting-shared-register = Registro común
setting-answer-style = Respuestas
setting-retention = Se guarda
setting-not-seen = no se ve, solo los registros propios del servidor
language-name = Español
setting-days = { $count ->
    [one] un día
   *[other] { $count } días
 }
cannot-read-all = No se me dio el derecho de leer todos los mensajes, así que solo puedo responder cuando me mencionan.
command-ask = preguntar
command-ask-about = Pregunta sobre incidentes diplomáticos
option-ask-question = Tu pregunta, con tus palabras
option-ask-question-name = pregunta
option-ask-private = Mostrar la respuesta solo a ti
option-ask-private-name = privado
command-check = Comprobar esto
command-incident = incidente
command-incident-about = Muestra lo que consta sobre un incidente
option-incident-name = Su título, un nombre con que se lo conoce o su identificador
option-incident-name-name = nombre
command-timeline = cronologia
command-timeline-about = Enumera lo ocurrido, lo más antiguo primero
option-timeline-party = Un Estado u organización
option-timeline-party-name = parte
option-timeline-with = Solo lo que también concierne a este
option-timeline-with-name = con
option-timeline-kind = Solo este tipo de incidente
option-timeline-kind-name = tipo
option-timeline-from = Desde este año, mes o día: 2018, 2018-03, 2018-03-26
option-timeline-from-name = desde
option-timeline-to = Hasta este año, mes o día
option-timeline-to-name = hasta
command-relations = relaciones
command-relations-about = Di cómo están las relaciones entre dos partes
option-relations-one = Un Estado u organización
option-relations-one-name = una
option-relations-other = Otro
option-relations-other-name = otra
option-relations-on = En este día y no hoy: 2018-03-26
option-relations-on-name = fecha
command-why = porque
command-why-about = Di cómo se leyó la última pregunta aquí
command-about = acerca
command-about-about = Di qué es esto y qué guarda
command-privacy = privacidad
command-privacy-about = Ver, exportar o borrar lo que se guarda sobre ti
command-settings = ajustes
command-settings-about = Ver y cambiar cómo se comporta el bot aquí
command-settings-show = mostrar
command-settings-show-about = Ver lo que está ajustado
command-settings-channel = canal
command-settings-channel-about = Ajustar cuándo y dónde responde el bot en un canal
option-settings-channel-when = Cuándo responde
option-settings-channel-when-name = cuándo
option-settings-channel-where = Cómo responde
option-settings-channel-where-name = dónde
option-settings-channel-channel = El canal; sin él, todo el servidor
option-settings-channel-channel-name = canal
command-settings-server = servidor
command-settings-server-about = Ajustar el idioma y quién modera y revisa
option-settings-server-language = Idioma en que responde a los mensajes
option-settings-server-language-name = idioma
option-settings-server-moderators = Rol que puede cambiar los registros propios del servidor
option-settings-server-moderators-name = moderadores
option-settings-server-reviewers = Rol que puede aprobar cambios
option-settings-server-reviewers-name = revisores
command-settings-shared-register = registro-común
command-settings-shared-register-about = Ajustar si aquí se ve el registro común o solo los registros propios del servidor
option-settings-shared-register-seen = Si se ve
option-settings-shared-register-seen-name = visible
command-settings-answer-style = estilo-de-respuesta
command-settings-answer-style-about = Ajustar cuánto dice una respuesta
option-settings-answer-style-style = Todo lo que responde, o lo esencial con lo que se dice en contra
option-settings-answer-style-style-name = estilo
command-settings-retention = conservación
command-settings-retention-about = Ajustar cuántos días se guardan respuestas, lagunas e impugnaciones cerradas
option-settings-retention-days = Tantos días; sin número, como lo fijó quien opera el bot
option-settings-retention-days-name = días
choice-never = nunca
choice-when-mentioned = cuando se le menciona
choice-every-question-about-incidents = cada pregunta sobre incidentes
choice-reply = respuesta
choice-thread = hilo
choice-full = completa
choice-short = breve
kind-relations-severed = Ruptura de relaciones
kind-relations-restored = Restablecimiento de relaciones
kind-relations-established = Establecimiento de relaciones
kind-relations-downgraded = Rebaja de relaciones
kind-relations-suspended = Suspensión de relaciones
kind-ambassador-recalled = Embajador llamado a consultas
kind-ambassador-summoned = Embajador convocado
kind-ambassador-expelled = Embajador expulsado
kind-diplomats-expelled = Diplomáticos expulsados
kind-persona-non-grata = Persona non grata
kind-embassy-closed = Embajada cerrada
kind-embassy-opened = Embajada abierta
kind-embassy-attacked = Embajada atacada
kind-consulate-closed = Consulado cerrado
kind-recognition-granted = Reconocimiento concedido
kind-recognition-withdrawn = Reconocimiento retirado
kind-sanctions-imposed = Sanciones impuestas
kind-sanctions-lifted = Sanciones levantadas
kind-airspace-closed = Espacio aéreo cerrado
kind-border-closed = Frontera cerrada
kind-visa-restricted = Visados restringidos
kind-treaty-withdrawn = Retirada de un tratado
kind-membership-suspended = Membresía suspendida
kind-membership-withdrawn = Membresía abandonada
kind-talks-suspended = Conversaciones suspendidas
kind-protest-note = Nota de protesta
kind-cyberattack-attributed = Ciberataque atribuido
kind-espionage-case = Caso de espionaje
kind-detention-case = Caso de detención
kind-hostage-crisis = Crisis de rehenes
kind-vessel-seized = Buque apresado
kind-assassination-case = Caso de asesinato
kind-territorial-clash = Choque territorial
kind-verbal-dispute = Disputa verbal
kind-apology-issued = Disculpa presentada
kind-mediation = Mediación
kind-other = Otro
aspect-what = Qué
aspect-when = Cuándo
aspect-where = Dónde
aspect-who = Quién
aspect-why = Por qué
aspect-how-many = Cuántos
aspect-deadline = Plazo
aspect-demand = Exigencia
aspect-response = Respuesta
aspect-denial = Desmentido
aspect-condition = Condición
aspect-consequence = Consecuencia
aspect-background = Antecedentes
aspect-status = Situación
aspect-legal-basis = Base jurídica
stance-asserted = afirmado
stance-denied = negado
stance-confirmed = confirmado
stance-reported = según la prensa

# Keeping the register
moderators-only = Solo pueden hacerlo los moderadores de este servidor; un administrador indica su rol en /settings server.
reviewers-only = Solo pueden hacerlo los revisores de este servidor; un administrador indica su rol en /settings server.
kept-applied = Hecho: `{ $incident }` ha cambiado, revisión { $revision }. Las respuestas ya lo muestran.
kept-in-review = Tu cambio en `{ $incident }` espera la revisión de otra persona como propuesta { $proposal }: mira /review queue. Sabrás qué pasa con él.
kept-draft = `{ $incident }` queda como borrador tuyo, propuesta { $proposal }; envíalo cuando esté listo.
refused-not-allowed = No puedes hacer esto aquí, o ya no; no se cambió nada.
refused-no-reason = Un cambio necesita un motivo; indica por qué.
refused-no-record = Aquí no hay ningún registro `{ $incident }`; las sugerencias muestran lo que hay.
refused-taken = El id `{ $incident }` ya es de otro registro.
refused-is-retracted = `{ $incident }` está retirado; restáuralo primero.
refused-not-retracted = `{ $incident }` no está retirado: no hay nada que restaurar.
refused-shared = `{ $incident }` es del registro común, que solo retira su operador. Puedes editarlo para este servidor.
refused-same-record = Ambos llevan al mismo registro, `{ $incident }`.
refused-faults = El registro aún no está bien y no se cambió nada. Esto está mal:
refused-conflict = Alguien cambió `{ $incident }` mientras tanto; tu cambio aún no se hizo. Desde que lo viste:
refused-no-proposal = Aquí no hay tal propuesta.
refused-own-proposal = Esta propuesta es tuya; debe decidir otro revisor.
refused-decided-approved = Ya se aprobó.
refused-decided-rejected = Ya se rechazó.
refused-decided-withdrawn = Su autor ya lo retiró.
refused-decided-draft = Todavía es un borrador.
refused-decided-in-review = Ya espera revisión.
refused-proposal-changed = La propuesta cambió desde que la viste; mírala de nuevo.
refused-duplicate = Esa página ya es fuente de este registro: la número { $number }.
refused-duplicate-retracted = Esa página es la fuente { $number } de este registro y está retirada: restáurala con /source restore.
refused-no-claim = El registro no tiene esa afirmación; quizá cambió su texto. Las sugerencias muestran las que tiene.
refused-same-claim = El registro ya tiene esta afirmación: { $text }
refused-no-source = El registro no tiene la fuente { $number }; /source list muestra las que tiene.
refused-already-retracted = Ya está retirado.
refused-still-counts = No está retirado: no hay nada que restaurar.
setting-two-person = Cambios
setting-one-person = se hacen enseguida, sin otra persona
option-settings-server-two-person = Si un cambio necesita a otra persona que su autor
option-settings-server-two-person-name = dos-personas

# Revisión, objeciones y correcciones
command-review = revisar
command-review-about = Revisar lo propuesto y lo objetado
command-review-queue = lista
command-review-queue-about = Listar lo que espera una decisión
command-review-show = mostrar
command-review-show-about = Mostrar una propuesta u objeción con todo lo que cambia
command-review-approve = aprobar
command-review-approve-about = Aprobar una propuesta u objeción
command-review-reject = rechazar
command-review-reject-about = Rechazar una propuesta u objeción, y decir por qué
option-review-show-item = La propuesta u objeción
option-review-show-item-name = elemento
option-review-approve-item = La propuesta u objeción
option-review-approve-item-name = elemento
option-review-approve-note = Unas palabras para quien la trajo
option-review-approve-note-name = nota
option-review-reject-item = La propuesta u objeción
option-review-reject-item-name = elemento
command-settings-review-channel = canal-de-revisión
command-settings-review-channel-about = Elegir el canal donde los revisores ven lo que les espera
option-settings-review-channel-channel = Un canal que solo ellos pueden leer; sin canal, ninguno
option-settings-review-channel-channel-name = canal
setting-review-channel = Canal de revisión
review-queue = { $count ->
    [0] Nada espera una decisión.
    [one] Una cosa espera una decisión:
   *[other] { $count } cosas esperan una decisión:
 }
review-pick = Mostrar una de ellas
review-act-new = Registro nuevo
review-act-put = Cambio
review-act-retract = Retirada
review-act-restore = Restablecimiento
review-act-merge = Fusión
review-act-dispute = Objeción
review-claim-gone = (la afirmación se cambió desde entonces)
review-nobody = alguien
review-approve = Aprobar
review-reject = Rechazar
review-why = ¿Por qué? Lo leerá su autor.
review-approved = Aprobado
review-rejected = Rechazado
review-withdrawn = Retirado por su autor
outcome-approved = Tu propuesta sobre «{ $title }» fue aprobada.
outcome-rejected = Tu propuesta sobre «{ $title }» fue rechazada.
outcome-dispute-approved = Los revisores están de acuerdo con tu objeción sobre «{ $title }».
outcome-dispute-rejected = Los revisores no están de acuerdo con tu objeción sobre «{ $title }».
dispute-which-label = ¿Qué frase? Su número o palabras de ella
dispute-which-hint = 1 es la primera frase; déjalo vacío si es todo
dispute-which = No sé a cuál de las { $count } frases te refieres; no se presentó nada. Escribe su número, o palabras que solo ella tenga. Escribiste:
under-dispute = Objetado, en revisión: { $what }
corrected-on = Corregido el { $day }:
corrected-claim = «{ $before }» ahora dice «{ $after }».
corrected-retracted = «{ $text }» ya no vale.
corrected-source = { $publisher } ya no cuenta como fuente.
corrected-field = «{ $title }», { $what }: { $before } → { $after }.
corrected-end = Fin
corrected-withdrawn = El registro «{ $title }» fue retirado.
corrected-merged = El registro «{ $title }» ahora es parte de «{ $into }».
