use axum::http::StatusCode;

use crate::InterfaceLanguage;

/// The sorts of problem that a client can meet. One row each in the table `ProblemKind::words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    InvalidRequest,
    InvalidQuery,
    InvalidNumber,
    AmbiguousNumber,
    DocumentNotFound,
    ClassNotFound,
    NotInLedger,
    NoLedger,
    NotSignedIn,
    Forbidden,
    Conflict,
    TooManyAttempts,
    NotFound,
    MethodNotAllowed,
    CursorGone,
    BodyTooLarge,
    UnsupportedMediaType,
    Overloaded,
    TimedOut,
    Unavailable,
    Internal,
}

/// What is said about a sort of problem: its slug in `type`, status, title and advice in both languages.
pub(crate) struct KindWords {
    pub(crate) slug: &'static str,
    pub(crate) status: StatusCode,
    title: [&'static str; 2],
    advice: [&'static str; 2],
}

impl KindWords {
    pub(crate) fn title(&self, language: InterfaceLanguage) -> &'static str {
        language.pick(self.title[0], self.title[1])
    }

    /// What a person can do about it.
    pub(crate) fn advice(&self, language: InterfaceLanguage) -> &'static str {
        language.pick(self.advice[0], self.advice[1])
    }
}

impl ProblemKind {
    pub(crate) const ALL: [Self; 21] = [
        Self::InvalidRequest,
        Self::InvalidQuery,
        Self::InvalidNumber,
        Self::AmbiguousNumber,
        Self::DocumentNotFound,
        Self::ClassNotFound,
        Self::NotInLedger,
        Self::NoLedger,
        Self::NotSignedIn,
        Self::Forbidden,
        Self::Conflict,
        Self::TooManyAttempts,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::CursorGone,
        Self::BodyTooLarge,
        Self::UnsupportedMediaType,
        Self::Overloaded,
        Self::TimedOut,
        Self::Unavailable,
        Self::Internal,
    ];

    pub(crate) fn words(self) -> KindWords {
        let (slug, status, title, advice) = match self {
            Self::InvalidRequest => (
                "invalid-request",
                StatusCode::BAD_REQUEST,
                ["リクエストに誤りがあります", "The request is not valid"],
                [
                    "誤りのある場所と直し方は errors にあります。",
                    "The list of errors says where, and what to write instead.",
                ],
            ),
            Self::InvalidQuery => (
                "invalid-query",
                StatusCode::BAD_REQUEST,
                ["検索式を解釈できません", "The query was not understood"],
                [
                    "検索式の書き方は /help にあります。",
                    "The query syntax is explained with examples at /help.",
                ],
            ),
            Self::InvalidNumber => (
                "invalid-number",
                StatusCode::BAD_REQUEST,
                ["文献番号として読めません", "This is not a document number"],
                [
                    "JP-2010228687-A、特開2010-228687、10.1000/182 のような形を読みます。",
                    "Forms such as JP-2010228687-A, US 10,123,456 B2 or 10.1000/182 are read.",
                ],
            ),
            Self::AmbiguousNumber => (
                "ambiguous-number",
                StatusCode::MULTIPLE_CHOICES,
                ["番号が一つに定まりません", "The number can mean several documents"],
                [
                    "candidates から選んでください。推測はしません。",
                    "Choose one of the candidates: nothing is guessed.",
                ],
            ),
            Self::DocumentNotFound => (
                "document-not-found",
                StatusCode::NOT_FOUND,
                ["その文献は索引にありません", "The document is not in the index"],
                [
                    "番号の読み取り結果を確かめ、別の形や種別で試してください。",
                    "Check how the number was read, or try another form or kind code.",
                ],
            ),
            Self::ClassNotFound => (
                "class-not-found",
                StatusCode::NOT_FOUND,
                ["その分類はありません", "There is no such class"],
                [
                    "近い記号を candidates に挙げました。入っている分類表は /classes にあります。",
                    "Symbols near it are among the candidates. The schemes at hand are listed at /classes.",
                ],
            ),
            Self::NotInLedger => (
                "not-in-ledger",
                StatusCode::NOT_FOUND,
                ["台帳にありません", "The ledger does not have it"],
                ["名前や番号を確かめてください。", "Check the name or the number."],
            ),
            Self::NoLedger => (
                "no-ledger",
                StatusCode::NOT_FOUND,
                ["コモンズの台帳がありません", "There is no ledger of the commons"],
                [
                    "このサーバーを運用する人は `chizai commons init` で台帳を作れます。",
                    "Whoever runs this server can make one with `chizai commons init`.",
                ],
            ),
            Self::NotSignedIn => (
                "not-signed-in",
                StatusCode::UNAUTHORIZED,
                ["サインインが必要です", "Signing in is needed"],
                [
                    "トークンを Authorization: Bearer で送るか、/commons/sign-in でサインインしてください。",
                    "Send a token as Authorization: Bearer, or sign in at /commons/sign-in.",
                ],
            ),
            Self::Forbidden => (
                "forbidden",
                StatusCode::FORBIDDEN,
                ["このアカウントにはできません", "This account may not do that"],
                [
                    "編集者は自分の提供者と、代理を任された提供者についてだけ記録できます。",
                    "An editor acts for its own provider and for those that name it as representing them.",
                ],
            ),
            Self::Conflict => (
                "conflict",
                StatusCode::CONFLICT,
                ["台帳の内容と合いません", "It does not fit what the ledger holds"],
                [
                    "何も記録していません。理由を確かめ、改めて送ってください。",
                    "Nothing was entered. See the reason, and send it again in another way.",
                ],
            ),
            Self::TooManyAttempts => (
                "too-many-attempts",
                StatusCode::TOO_MANY_REQUESTS,
                ["試行が多すぎます", "Too many attempts"],
                [
                    "Retry-After の秒数を待ってから、もう一度お試しください。",
                    "Wait for the seconds given in Retry-After and try again.",
                ],
            ),
            Self::NotFound => (
                "not-found",
                StatusCode::NOT_FOUND,
                ["このアドレスにはページがありません", "Nothing is at this address"],
                [
                    "検索ページまたは API の説明 (/docs) から進んでください。",
                    "Start from the search page, or from the description of the API at /docs.",
                ],
            ),
            Self::MethodNotAllowed => (
                "method-not-allowed",
                StatusCode::METHOD_NOT_ALLOWED,
                ["このアドレスでは使えないメソッドです", "The method is not allowed here"],
                [
                    "使えるメソッドは Allow ヘッダーにあります。",
                    "The Allow header names the methods that are.",
                ],
            ),
            Self::CursorGone => (
                "cursor-gone",
                StatusCode::GONE,
                ["続きの位置が古くなりました", "The cursor is too old"],
                [
                    "索引が更新され、続きの元の世代は残っていません。検索をやり直してください。",
                    "The index has moved on and the cursor's generation is no longer kept. Search again.",
                ],
            ),
            Self::BodyTooLarge => (
                "body-too-large",
                StatusCode::PAYLOAD_TOO_LARGE,
                ["本文が大きすぎます", "The body is too large"],
                ["検索条件を分けて送ってください。", "Send a smaller request."],
            ),
            Self::UnsupportedMediaType => (
                "unsupported-media-type",
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                ["本文は JSON で送ってください", "The body must be JSON"],
                [
                    "Content-Type: application/json を付けてください。",
                    "Send it with Content-Type: application/json.",
                ],
            ),
            Self::Overloaded => (
                "overloaded",
                StatusCode::SERVICE_UNAVAILABLE,
                ["検索が混み合っています", "Too many searches at once"],
                [
                    "Retry-After の秒数を待ってから、もう一度お試しください。",
                    "Wait for the seconds given in Retry-After and try again.",
                ],
            ),
            Self::TimedOut => (
                "timed-out",
                StatusCode::GATEWAY_TIMEOUT,
                ["検索が制限時間内に終わりませんでした", "The search took too long"],
                [
                    "語を減らすか、条件で絞り込んでください。",
                    "Use fewer words, or narrow the search with filters.",
                ],
            ),
            Self::Unavailable => (
                "unavailable",
                StatusCode::SERVICE_UNAVAILABLE,
                ["索引を使えません", "The index is not available"],
                ["索引の準備ができるまでお待ちください。", "Wait until the index is ready."],
            ),
            Self::Internal => (
                "internal",
                StatusCode::INTERNAL_SERVER_ERROR,
                ["サーバー内部で処理に失敗しました", "The server failed"],
                [
                    "記録しました。続くようなら request_id を添えて管理者に知らせてください。",
                    "It has been logged. If it goes on, give the request_id to whoever runs this server.",
                ],
            ),
        };
        KindWords { slug, status, title, advice }
    }
}
