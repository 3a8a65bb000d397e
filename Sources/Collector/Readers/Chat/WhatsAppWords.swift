/// The words WhatsApp writes into an export, by language of the phone that made it.
///
/// Collected from public exports and from tools that read them. Languages that are missing lose no
/// message: names of media and deletions then stay ordinary text, but for the file names WhatsApp
/// gives itself, which are recognised in any language.
struct WhatsAppWords: Sendable {
    /// English name of the language.
    let language: String
    /// Whole texts that stand for media left out.
    let omitted: [String]
    /// What stands before the name of an attached file, up to `>` (iOS).
    let attachedBefore: [String]
    /// What stands behind the name of an attached file (Android).
    let attachedAfter: [String]
    /// Whole texts that stand for a deleted message.
    let deleted: [String]
    /// What stands at the end of an edited message.
    let edited: [String]
    /// Beginnings of notices that are printed as if the other side had said them. They count only behind
    /// the mark of writing direction that the program puts before them and no keyboard does.
    let notices: [String]
    /// Whole notices of calls that nobody took, printed in the same way.
    var calls: [String] = []
    /// Parts of notices that messages disappear after a time.
    let disappearing: [String]
    /// Parts of notices that somebody's security code changed.
    let securityCode: [String]

    static let all: [WhatsAppWords] = [
        WhatsAppWords(
            language: "English",
            omitted: [
                "<Media omitted>", "image omitted", "video omitted", "audio omitted", "GIF omitted",
                "sticker omitted", "document omitted", "Contact card omitted", "video note omitted",
            ],
            attachedBefore: ["<attached: "], attachedAfter: ["(file attached)"],
            deleted: ["This message was deleted", "You deleted this message"],
            edited: ["<This message was edited>", "<This message was edited.>"],
            notices: [
                "Messages and calls are end-to-end encrypted",
                "Messages to this chat and calls are now",
                "Messages to this group are now secured", "Messages you send to this",
                "Your security code with",
                "You turned on disappearing messages", "You turned off disappearing messages",
                "You updated the message timer",
            ],
            calls: [
                "Missed voice call", "Missed video call", "Missed group voice call",
                "Missed group video call",
            ],
            disappearing: ["turned on disappearing messages", "updated the message timer"],
            securityCode: ["security code with", "security code changed"]),
        WhatsAppWords(
            language: "German",
            omitted: [
                "<Medien ausgeschlossen>", "<Medien weggelassen>", "Bild weggelassen",
                "Video weggelassen", "Audio weggelassen", "GIF weggelassen", "Sticker weggelassen",
                "Dokument weggelassen", "Kontaktkarte ausgelassen",
            ],
            attachedBefore: ["<Anhang: ", "<angehängt: "], attachedAfter: ["(Datei angehängt)"],
            deleted: ["Diese Nachricht wurde gelöscht", "Du hast diese Nachricht gelöscht"],
            edited: ["<Diese Nachricht wurde bearbeitet>", "<Diese Nachricht wurde bearbeitet.>"],
            notices: [
                "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt",
                "Nachrichten in diesem Chat sowie Anrufe sind jetzt",
                "Nachrichten, die du in diesem Chat sendest", "Deine Sicherheitsnummer für",
            ],
            calls: ["Verpasster Sprachanruf", "Verpasster Videoanruf"],
            disappearing: ["selbstlöschende Nachrichten", "selbstlöschenden Nachrichten"],
            securityCode: ["Sicherheitsnummer"]),
        WhatsAppWords(
            language: "Spanish",
            omitted: [
                "<Multimedia omitido>", "<Archivo omitido>", "imagen omitida", "video omitido",
                "Video omitido", "audio omitido", "GIF omitido", "sticker omitido",
                "documento omitido", "Tarjeta de contacto omitida",
            ],
            attachedBefore: ["<adjunto: ", "<archivo adjunto: "],
            attachedAfter: ["(archivo adjunto)"],
            deleted: [
                "Este mensaje fue eliminado", "Se eliminó este mensaje", "Eliminaste este mensaje",
                "Este mensaje ha sido eliminado",
            ],
            edited: [
                "<Este mensaje fue editado>", "<Se editó este mensaje>", "<Se editó este mensaje.>",
            ],
            notices: [
                "Los mensajes y las llamadas están cifrados de extremo a extremo",
                "Los mensajes y llamadas están cifrados",
            ],
            calls: ["Llamada perdida", "Videollamada perdida", "Llamada de voz perdida"],
            disappearing: ["mensajes temporales"], securityCode: ["código de seguridad"]),
        WhatsAppWords(
            language: "Portuguese",
            omitted: [
                "<Mídia oculta>", "<Arquivo de mídia oculto>", "<Ficheiro não revelado>",
                "imagem ocultada", "imagem omitida", "vídeo omitido", "áudio ocultado",
                "áudio omitido", "figurinha omitida", "GIF omitido", "documento omitido",
            ],
            attachedBefore: ["<anexado: ", "<anexo: "],
            attachedAfter: ["(arquivo anexado)", "(ficheiro anexado)"],
            deleted: [
                "Mensagem apagada", "Esta mensagem foi apagada", "Essa mensagem foi apagada",
                "Você apagou esta mensagem", "Você apagou essa mensagem",
            ],
            edited: ["<Mensagem editada>", "<Esta mensagem foi editada>", "<Mensagem editada.>"],
            notices: [
                "As mensagens e as chamadas são protegidas",
                "As mensagens e ligações são protegidas",
                "As mensagens e as ligações são protegidas", "Mensagens e chamadas são protegidas",
            ],
            calls: ["Chamada de voz perdida", "Chamada de vídeo perdida"],
            disappearing: ["mensagens temporárias"], securityCode: ["código de segurança"]),
        WhatsAppWords(
            language: "French",
            omitted: [
                "<Médias omis>", "image absente", "vidéo absente", "audio omis", "GIF retiré",
                "sticker omis", "document manquant", "document omis",
            ],
            attachedBefore: ["<pièce jointe : ", "<pièce jointe\u{A0}: ", "<pièce jointe: "],
            attachedAfter: ["(fichier joint)"],
            deleted: ["Ce message a été supprimé", "Vous avez supprimé ce message"],
            edited: ["<Ce message a été modifié>", "<Ce message a été modifié.>"],
            notices: [
                "Les messages et les appels sont chiffrés de bout en bout",
            ],
            calls: ["Appel vocal manqué", "Appel vidéo manqué"],
            disappearing: ["messages éphémères"], securityCode: ["code de sécurité"]),
        WhatsAppWords(
            language: "Italian",
            omitted: [
                "<Media omessi>", "immagine omessa", "video omesso", "audio omesso", "GIF esclusa",
                "sticker omesso", "sticker non incluso", "documento omesso",
            ],
            attachedBefore: ["<allegato: "], attachedAfter: ["(file allegato)"],
            deleted: ["Questo messaggio è stato eliminato", "Hai eliminato questo messaggio"],
            edited: [
                "<Questo messaggio è stato modificato>", "<Questo messaggio è stato modificato.>",
            ],
            notices: [
                "I messaggi e le chiamate sono crittografati end-to-end",
            ],
            calls: ["Chiamata vocale persa", "Videochiamata persa"],
            disappearing: ["messaggi effimeri"], securityCode: ["codice di sicurezza"]),
        WhatsAppWords(
            language: "Dutch",
            omitted: [
                "<Media weggelaten>", "afbeelding weggelaten", "video weggelaten",
                "audio weggelaten",
                "GIF weggelaten", "sticker weggelaten", "document weggelaten",
            ],
            attachedBefore: ["<bijgevoegd: "], attachedAfter: ["(bestand bijgevoegd)"],
            deleted: [
                "Dit bericht is verwijderd", "Je hebt dit bericht verwijderd",
                "U hebt dit bericht verwijderd",
            ],
            edited: ["<Dit bericht is bewerkt>", "<Dit bericht is bewerkt.>"],
            notices: [
                "Berichten en gesprekken zijn end-to-end versleuteld",
                "Berichten en oproepen zijn end-to-end versleuteld",
                "Berichten en gesprekken worden end-to-end versleuteld",
            ],
            calls: ["Gemiste spraakoproep", "Gemiste video-oproep"],
            disappearing: ["zelfvernietigende berichten", "verdwijnende berichten"],
            securityCode: ["beveiligingscode"]),
        WhatsAppWords(
            language: "Russian",
            omitted: [
                "<Без медиафайлов>", "<Медиа пропущены>", "изображение отсутствует",
                "видео отсутствует", "аудиофайл отсутствует", "документ отсутствует",
            ],
            attachedBefore: ["<прикреплено: ", "<вложение: "],
            attachedAfter: ["(файл добавлен)", "(файл прикреплен)"],
            deleted: [
                "Данное сообщение удалено", "Вы удалили данное сообщение", "Сообщение удалено",
            ],
            edited: ["<Сообщение изменено>", "<Сообщение изменено.>"],
            notices: ["Сообщения и звонки защищены сквозным шифрованием"],
            disappearing: ["исчезающие сообщения"], securityCode: ["код безопасности"]),
        WhatsAppWords(
            language: "Turkish",
            omitted: [
                "<Medya dahil edilmedi>", "görüntü dahil edilmedi", "video dahil edilmedi",
                "ses dahil edilmedi", "belge dahil edilmedi",
            ],
            attachedBefore: ["<eklendi: "], attachedAfter: ["(dosya ekli)"],
            deleted: ["Bu mesaj silindi", "Bu mesajı sildiniz"],
            edited: ["<Bu mesaj düzenlendi>", "<Bu mesaj düzenlendi.>"],
            notices: ["Mesajlar ve aramalar uçtan uca şifrelidir"],
            disappearing: ["süreli mesajlar"], securityCode: ["güvenlik kodu"]),
        WhatsAppWords(
            language: "Indonesian",
            omitted: [
                "<Media tidak disertakan>", "gambar tidak disertakan", "video tidak disertakan",
                "audio tidak disertakan", "dokumen tidak disertakan",
            ],
            attachedBefore: ["<terlampir: "], attachedAfter: ["(file terlampir)"],
            deleted: ["Pesan ini telah dihapus", "Pesan ini dihapus", "Anda menghapus pesan ini"],
            edited: ["<Pesan ini diedit>", "<Pesan ini diedit.>"],
            notices: ["Pesan dan panggilan dienkripsi secara end-to-end"],
            disappearing: ["pesan sementara"], securityCode: ["kode keamanan"]),
        WhatsAppWords(
            language: "Polish",
            omitted: [
                "<pominięto multimedia>", "<pominięto media>", "pominięto obraz", "pominięto wideo",
            ],
            attachedBefore: ["<załączono: "],
            attachedAfter: ["(plik dołączony)", "(załączono plik)"],
            deleted: ["Ta wiadomość została usunięta", "Usunięto tę wiadomość"],
            edited: ["<Ta wiadomość została edytowana>", "<Edytowano tę wiadomość>"],
            notices: ["Wiadomości i połączenia są w pełni szyfrowane"],
            disappearing: ["znikające wiadomości"], securityCode: ["kod zabezpieczeń"]),
        WhatsAppWords(
            language: "Chinese, simplified",
            omitted: [
                "<省略影音内容>", "<媒体省略>", "图像已忽略", "图片已忽略", "视频已忽略", "音频已忽略",
                "文件已忽略", "贴图已忽略", "GIF 已忽略",
            ],
            attachedBefore: ["<附件：", "<附件: "], attachedAfter: ["(文件附件)", "（文件附件）"],
            deleted: ["此消息已删除", "此消息已被删除", "您删除了此消息", "你删除了此消息", "你删除了这条消息"],
            edited: ["<这条消息已经过编辑>", "<此消息已编辑>", "<已编辑此消息>"],
            notices: [
                "消息和通话已进行端到端加密", "消息和通话都进行端到端加密", "消息和通话进行了端到端加密",
                "发送到此对话的消息", "发送到本群组的消息",
            ],
            calls: ["未接语音通话", "未接视频通话"],
            disappearing: ["限时消息", "阅后即焚"], securityCode: ["安全码", "安全代码"]),
        WhatsAppWords(
            language: "Chinese, traditional",
            omitted: [
                "<已省略多媒體檔案>", "<省略多媒體檔案>", "圖片已略去", "影片已略去", "音訊已略去",
                "文件已略去", "貼圖已略去", "GIF 已略去",
            ],
            attachedBefore: ["<已附加：", "<已附加: "],
            attachedAfter: ["(檔案已附加)", "（檔案已附加）", "(檔案附件)", "(附件檔案)"],
            deleted: ["此訊息已刪除", "您已刪除此訊息", "你已刪除此訊息", "您刪除了此訊息", "你刪除了此訊息"],
            edited: ["<此訊息已編輯>", "<已編輯此訊息>", "<已編輯訊息>"],
            notices: [
                "訊息和通話經端對端加密", "訊息和通話受端對端加密", "訊息與通話",
            ],
            calls: ["未接語音通話", "未接視訊通話", "未接視像通話"],
            disappearing: ["限時訊息", "自動銷毀訊息"], securityCode: ["安全碼"]),
        WhatsAppWords(
            language: "Japanese",
            omitted: [
                "<メディアは含まれていません>", "<メディアなし>", "画像は含まれていません",
                "動画は含まれていません", "オーディオは含まれていません", "文書は含まれていません",
            ],
            attachedBefore: ["<添付ファイル：", "<添付ファイル: ", "<添付：", "<添付: "],
            attachedAfter: ["(添付ファイル)", "(ファイル添付)", "（添付ファイル）"],
            deleted: ["このメッセージは削除されました", "このメッセージを削除しました"],
            edited: ["<このメッセージは編集されました>", "<このメッセージを編集しました>"],
            notices: ["メッセージと通話はエンドツーエンド"],
            calls: ["不在着信"],
            disappearing: ["消えるメッセージ"], securityCode: ["セキュリティコード"]),
        WhatsAppWords(
            language: "Korean",
            omitted: [
                "<미디어 파일을 제외한 채팅>", "<미디어 생략>", "이미지 생략됨", "동영상 생략됨",
                "오디오 생략됨", "문서 생략됨",
            ],
            attachedBefore: ["<첨부됨: ", "<첨부파일: ", "<첨부 파일: "],
            attachedAfter: ["(파일 첨부됨)", "(첨부 파일)", "(파일 첨부)"],
            deleted: ["삭제된 메시지입니다", "이 메시지는 삭제되었습니다", "이 메시지를 삭제했습니다"],
            edited: ["<이 메시지는 수정되었습니다>", "<수정된 메시지입니다>"],
            notices: ["메시지와 통화는 종단간 암호화", "메시지와 통화는 종단 간 암호화"],
            disappearing: ["사라지는 메시지"], securityCode: ["보안 코드"]),
    ]

    /// Parts of the encryption notice in any language, with which nearly every export starts.
    static let encryption = [
        "end-to-end", "Ende-zu-Ende", "extremo a extremo", "ponta a ponta", "ponto a ponto",
        "bout en bout", "сквозным шифрованием", "uçtan uca", "w pełni szyfrowane", "端到端加密",
        "端對端加密", "エンドツーエンド", "종단간", "종단 간",
    ]

    /// Names of an export: what stands before and behind the chat's name.
    static let fileNames: [(before: String, after: String)] = [
        ("WhatsApp Chat with ", ""), ("WhatsApp Chat - ", ""), ("WhatsApp-Chat mit ", ""),
        ("Chat de WhatsApp con ", ""), ("Conversa do WhatsApp com ", ""),
        ("Discussion WhatsApp avec ", ""), ("Chat WhatsApp con ", ""), ("WhatsApp-chat met ", ""),
        ("Чат WhatsApp с ", ""), ("与", "的 WhatsApp 聊天"), ("與", "的 WhatsApp 對話"),
        ("與", "的WhatsApp對話"), ("與 ", " 的 WhatsApp 對話"),
    ]
}
