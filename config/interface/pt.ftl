# Palavras da interface. As mesmas chaves que en.ftl, que as explica.

as-of = Situação em { $day }, revisão { $revision }
as-of-unreached = A base de dados ainda não está acessível: estes são os registos que o programa traz consigo
claims-in-english = Afirmações em inglês
why-button = Por quê?
timeline-button = Cronologia
sources-button = Fontes
dispute-button = Contestar
follow-up-button = Continuar
follow-up-label = Sua pergunta sobre isto
pick = Escolha um incidente
thread = Pergunta
stale = Isto já não está atualizado. Pergunte de novo, por favor.
not-yours = Só quem perguntou, ou um moderador, pode apagar isto.
too-fast = Você pergunta mais depressa do que eu respondo. Espere um momento, por favor.
busy = Estou ocupado agora. Tente de novo daqui a pouco.
failed = Algo deu errado aqui. Tente mais tarde, por favor.
not-understood = Não consegui ler isso. Tente de novo, por favor.
only-in-servers = Isto só funciona num servidor.
not-allowed = Só quem pode gerenciar o servidor pode fazer isto.
nothing-to-check = Não há nessa mensagem texto que eu possa ler.
nothing-asked = Não sei mais de nada que tenha sido perguntado aqui recentemente. Por quê? sob uma resposta a explica.
no-such-incident = Não consta tal incidente. As sugestões mostram o que há.
no-such-party = Não conheço esse Estado ou organização. As sugestões mostram os que conheço.
no-such-kind = Não conheço esse tipo de incidente. As sugestões mostram os tipos que há.
no-such-date = Não consigo ler essa data. Escreva um ano, um mês ou um dia: 2018, 2018-03, 2018-03-26.
nothing-decides = Nada no registro decide como estão as relações entre estes dois.
dispute-title = O que está errado?
dispute-label = Errado, desatualizado ou falta uma fonte
dispute-filed = Obrigado. Os moderadores vão ver.
parties = Partes
kind = Tipo
date = Data
sources = Fontes
left-out = { $count ->
    [one] Consta mais uma afirmação que não cabe aqui.
   *[other] Constam mais { $count } afirmações que não cabem aqui.
 }
pages-left = { $count ->
    [one] Mais uma página: veja o próprio incidente.
   *[other] Mais { $count } páginas: veja os próprios incidentes.
 }
timeline-head = { $count ->
    [one] **{ $parties }**: um incidente
   *[other] **{ $parties }**: { $count } incidentes
 }
timeline-none = Nada consta que se aplique a { $parties }.
about = **aide-mémoire** responde a perguntas sobre incidentes diplomáticos a partir de um registro: { $count ->
    [one] um incidente
   *[other] { $count } incidentes
 }, cada frase com as suas fontes. Não contém nenhum modelo de linguagem.
how-to-ask = Mencione-me com uma pergunta, envie-me uma mensagem direta ou use /ask. Por exemplo: When did Albania cut ties with Iran, and why?
privacy = Não guardo perguntas, exceto o texto das que o registro não pode responder, sem quem perguntou. Por { $days } dias guardo qual mensagem responde a qual. O que você escreve ao contestar algo ou propor uma alteração guardo com o seu identificador. /privacy mostra e apaga o que se guarda sobre você.
privacy-kept = { $count ->
    [0] Nada é guardado sobre você.
    [one] Uma coisa é guardada sobre você:
   *[other] { $count } coisas são guardadas sobre você:
 }
privacy-export = Exportar
privacy-delete = Apagar
privacy-confirm = Apagar tudo o que se guarda sobre você? Ninguém mais verá o que você contestou ou propôs. As alterações feitas ficam, sem o seu nome. Isto não pode ser desfeito.
privacy-delete-now = Sim, apagar
privacy-keep = Não, guardar
privacy-deleted = { $count ->
    [one] Apagado: uma coisa.
   *[other] Apagado: { $count } coisas.
 }
privacy-file = Tudo o que se guarda sobre você:
how-to-correct = Se algo estiver errado, aperte Contestar debaixo da resposta.
settings-none = Nada está ajustado: respondo quando me mencionam, com uma resposta.
settings-head = O que está ajustado aqui:
setting-mode = Quando respondo
setting-place = Como respondo
setting-language = Idioma
setting-moderators = Moderadores
setting-reviewers = Revisores
setting-shared-register = Registro comum
setting-answer-style = Respostas
setting-retention = Guarda-se
setting-not-seen = não é visto, só os registros próprios do servidor
language-name = Português
setting-days = { $count ->
    [one] um dia
   *[other] { $count } dias
 }
cannot-read-all = Não recebi o direito de ler todas as mensagens, por isso só posso responder quando me mencionam.
command-ask = perguntar
command-ask-about = Perguntar sobre incidentes diplomáticos
option-ask-question = Sua pergunta, nas suas palavras
option-ask-question-name = pergunta
option-ask-private = Mostrar a resposta só a você
option-ask-private-name = privado
command-check = Verificar isto
command-incident = incidente
command-incident-about = Mostrar o que consta sobre um incidente
option-incident-name = O título, um nome pelo qual é conhecido ou o identificador
option-incident-name-name = nome
command-timeline = cronologia
command-timeline-about = Listar o que aconteceu, do mais antigo ao mais novo
option-timeline-party = Um Estado ou organização
option-timeline-party-name = parte
option-timeline-with = Só o que também diz respeito a este
option-timeline-with-name = com
option-timeline-kind = Só este tipo de incidente
option-timeline-kind-name = tipo
option-timeline-from = A partir deste ano, mês ou dia: 2018, 2018-03, 2018-03-26
option-timeline-from-name = de
option-timeline-to = Até este ano, mês ou dia
option-timeline-to-name = até
command-relations = relacoes
command-relations-about = Dizer como estão as relações entre duas partes
option-relations-one = Um Estado ou organização
option-relations-one-name = uma
option-relations-other = Outro
option-relations-other-name = outra
option-relations-on = Neste dia e não hoje: 2018-03-26
option-relations-on-name = data
command-why = porque
command-why-about = Dizer como a última pergunta aqui foi lida
command-about = sobre
command-about-about = Dizer o que é isto e o que guarda
command-privacy = privacidade
command-privacy-about = Ver, exportar ou apagar o que se guarda sobre você
command-settings = ajustes
command-settings-about = Ver e mudar como o bot se comporta aqui
command-settings-show = mostrar
command-settings-show-about = Ver o que está definido
command-settings-channel = canal
command-settings-channel-about = Definir quando e onde o bot responde em um canal
option-settings-channel-when = Quando responde
option-settings-channel-when-name = quando
option-settings-channel-where = Como responde
option-settings-channel-where-name = onde
option-settings-channel-channel = O canal; sem ele, o servidor inteiro
option-settings-channel-channel-name = canal
command-settings-server = servidor
command-settings-server-about = Definir o idioma e quem modera e revisa
option-settings-server-language = Idioma em que responde às mensagens
option-settings-server-language-name = idioma
option-settings-server-moderators = Cargo que pode mudar os registros próprios do servidor
option-settings-server-moderators-name = moderadores
option-settings-server-reviewers = Cargo que pode aprovar mudanças
option-settings-server-reviewers-name = revisores
command-settings-shared-register = registro-comum
command-settings-shared-register-about = Definir se o registro comum é visto aqui ou só os registros próprios do servidor
option-settings-shared-register-seen = Se é visto
option-settings-shared-register-seen-name = visível
command-settings-answer-style = estilo-de-resposta
command-settings-answer-style-about = Definir quanto diz uma resposta
option-settings-answer-style-style = Tudo o que responde, ou o essencial com o que se diz contra
option-settings-answer-style-style-name = estilo
command-settings-retention = conservação
command-settings-retention-about = Definir por quantos dias se guardam respostas, lacunas e contestações encerradas
option-settings-retention-days = Tantos dias; sem número, como definiu quem opera o bot
option-settings-retention-days-name = dias
choice-never = nunca
choice-when-mentioned = quando mencionado
choice-every-question-about-incidents = cada pergunta sobre incidentes
choice-reply = resposta
choice-thread = tópico
choice-full = completa
choice-short = breve
kind-relations-severed = Rompimento de relações
kind-relations-restored = Restabelecimento de relações
kind-relations-established = Estabelecimento de relações
kind-relations-downgraded = Rebaixamento de relações
kind-relations-suspended = Suspensão de relações
kind-ambassador-recalled = Embaixador chamado de volta
kind-ambassador-summoned = Embaixador convocado
kind-ambassador-expelled = Embaixador expulso
kind-diplomats-expelled = Diplomatas expulsos
kind-persona-non-grata = Persona non grata
kind-embassy-closed = Embaixada fechada
kind-embassy-opened = Embaixada aberta
kind-embassy-attacked = Embaixada atacada
kind-consulate-closed = Consulado fechado
kind-recognition-granted = Reconhecimento concedido
kind-recognition-withdrawn = Reconhecimento retirado
kind-sanctions-imposed = Sanções impostas
kind-sanctions-lifted = Sanções suspensas
kind-airspace-closed = Espaço aéreo fechado
kind-border-closed = Fronteira fechada
kind-visa-restricted = Vistos restringidos
kind-treaty-withdrawn = Saída de um tratado
kind-membership-suspended = Filiação suspensa
kind-membership-withdrawn = Saída de uma organização
kind-talks-suspended = Conversações suspensas
kind-protest-note = Nota de protesto
kind-cyberattack-attributed = Ciberataque atribuído
kind-espionage-case = Caso de espionagem
kind-detention-case = Caso de detenção
kind-hostage-crisis = Crise de reféns
kind-vessel-seized = Navio apreendido
kind-assassination-case = Caso de assassinato
kind-territorial-clash = Choque territorial
kind-verbal-dispute = Disputa verbal
kind-apology-issued = Pedido de desculpas
kind-mediation = Mediação
kind-other = Outro
aspect-what = O quê
aspect-when = Quando
aspect-where = Onde
aspect-who = Quem
aspect-why = Por quê
aspect-how-many = Quantos
aspect-deadline = Prazo
aspect-demand = Exigência
aspect-response = Resposta
aspect-denial = Desmentido
aspect-condition = Condição
aspect-consequence = Consequência
aspect-background = Antecedentes
aspect-status = Situação
aspect-legal-basis = Base jurídica
stance-asserted = afirmado
stance-denied = negado
stance-confirmed = confirmado
stance-reported = segundo a imprensa

# Keeping the register
moderators-only = Só os moderadores deste servidor podem fazer isto; um administrador indica o cargo deles em /settings server.
reviewers-only = Só os revisores deste servidor podem fazer isto; um administrador indica o cargo deles em /settings server.
kept-applied = Feito: `{ $incident }` foi alterado, revisão { $revision }. As respostas já o mostram.
kept-in-review = A sua mudança em `{ $incident }` aguarda a revisão de outra pessoa como proposta { $proposal }: veja /review queue. Você saberá o resultado.
kept-draft = `{ $incident }` fica como seu rascunho, proposta { $proposal }; envie-o quando estiver pronto.
refused-not-allowed = Você não pode, ou já não pode, fazer isto aqui; nada foi alterado.
refused-no-reason = Uma mudança precisa de um motivo; diga por quê.
refused-no-record = Não há registro `{ $incident }` aqui; as sugestões mostram o que existe.
refused-taken = O id `{ $incident }` já é de outro registro.
refused-is-retracted = `{ $incident }` está retirado; restaure-o primeiro.
refused-not-retracted = `{ $incident }` não está retirado: não há nada a restaurar.
refused-shared = `{ $incident }` é do registro comum, que só o operador retira. Você pode editá-lo para este servidor.
refused-same-record = Ambos levam ao mesmo registro, `{ $incident }`.
refused-faults = O registro ainda não está certo e nada foi alterado. Isto está errado:
refused-conflict = Alguém alterou `{ $incident }` enquanto isso; a sua mudança ainda não foi feita. Desde que você o viu:
refused-no-proposal = Não há tal proposta aqui.
refused-own-proposal = Esta proposta é sua; outro revisor deve decidir.
refused-decided-approved = Isto já foi aprovado.
refused-decided-rejected = Isto já foi rejeitado.
refused-decided-withdrawn = O autor já o retirou.
refused-decided-draft = Isto ainda é um rascunho.
refused-decided-in-review = Isto já aguarda revisão.
refused-proposal-changed = A proposta mudou desde que você a viu; veja-a de novo.
refused-duplicate = Essa página já é fonte deste registro: a número { $number }.
refused-duplicate-retracted = Essa página é a fonte { $number } deste registro e está retirada: restaure-a com /source restore.
refused-no-claim = O registro não tem essa afirmação; talvez o texto tenha mudado. As sugestões mostram as que ele tem.
refused-same-claim = O registro já tem esta afirmação: { $text }
refused-no-source = O registro não tem a fonte { $number }; /source list mostra as que tem.
refused-already-retracted = Já está retirado.
refused-still-counts = Não está retirado: não há nada a restaurar.
setting-two-person = Mudanças
setting-one-person = feitas logo, sem outra pessoa
option-settings-server-two-person = Se uma mudança precisa de outra pessoa além do autor
option-settings-server-two-person-name = duas-pessoas

# Revisão, contestações e correções
command-review = revisar
command-review-about = Revisar o que foi proposto e contestado
command-review-queue = lista
command-review-queue-about = Listar o que espera uma decisão
command-review-show = mostrar
command-review-show-about = Mostrar uma proposta ou contestação com tudo o que muda
command-review-approve = aprovar
command-review-approve-about = Aprovar uma proposta ou contestação
command-review-reject = rejeitar
command-review-reject-about = Rejeitar uma proposta ou contestação, e dizer por quê
option-review-show-item = A proposta ou contestação
option-review-show-item-name = item
option-review-approve-item = A proposta ou contestação
option-review-approve-item-name = item
option-review-approve-note = Uma palavra para quem a trouxe
option-review-approve-note-name = nota
option-review-reject-item = A proposta ou contestação
option-review-reject-item-name = item
command-settings-review-channel = canal-de-revisão
command-settings-review-channel-about = Escolher o canal em que os revisores veem o que os espera
option-settings-review-channel-channel = Um canal que só eles podem ler; sem canal, nenhum
option-settings-review-channel-channel-name = canal
setting-review-channel = Canal de revisão
review-queue = { $count ->
    [0] Nada espera uma decisão.
    [one] Uma coisa espera uma decisão:
   *[other] { $count } coisas esperam uma decisão:
 }
review-pick = Mostrar uma delas
review-act-new = Registro novo
review-act-put = Mudança
review-act-retract = Retirada
review-act-restore = Restabelecimento
review-act-merge = Fusão
review-act-dispute = Contestação
review-claim-gone = (a afirmação foi mudada desde então)
review-nobody = alguém
review-approve = Aprovar
review-reject = Rejeitar
review-why = Por quê? O autor vai ler isto.
review-approved = Aprovado
review-rejected = Rejeitado
review-withdrawn = Retirado pelo autor
outcome-approved = A sua proposta sobre “{ $title }” foi aprovada.
outcome-rejected = A sua proposta sobre “{ $title }” foi rejeitada.
outcome-dispute-approved = Os revisores concordam com a sua contestação sobre “{ $title }”.
outcome-dispute-rejected = Os revisores não concordam com a sua contestação sobre “{ $title }”.
dispute-which-label = Qual frase? O número ou palavras dela
dispute-which-hint = 1 é a primeira frase; deixe vazio se for tudo
dispute-which = Não sei a qual das { $count } frases você se refere; nada foi registrado. Escreva o número dela, ou palavras que só ela tenha. Você escreveu:
under-dispute = Contestado, em revisão: { $what }
corrected-on = Corrigido em { $day }:
corrected-claim = “{ $before }” agora diz “{ $after }”.
corrected-retracted = “{ $text }” já não vale.
corrected-source = { $publisher } já não conta como fonte.
corrected-field = “{ $title }”, { $what }: { $before } → { $after }.
corrected-end = Fim
corrected-withdrawn = O registro “{ $title }” foi retirado.
corrected-merged = O registro “{ $title }” agora faz parte de “{ $into }”.
