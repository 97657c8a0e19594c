//! The desk of the commons: where accounts sign in, and where what concerns the ledger waits for its turn.

use std::{
    hash::Hash,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
};

use commons::{AttemptPolicy, Attempts, Author, Commons, Instant, Secret, SignInRefused, WaitMs};

use crate::{
    AppState, HttpError, ProblemKind, ServerConfig,
    client::Client,
    error::Bilingual,
    gate::{GateError, SearchGate},
};

/// Ten wrong keys of records of use in a quarter of an hour.
const DELETIONS: AttemptPolicy = AttemptPolicy::SIGN_IN;

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Attempts by client, and the gate to the ledger.
pub(crate) struct Desk {
    gate: SearchGate,
    sign_ins: Mutex<Attempts<Client>>,
    registrations: Mutex<Attempts<Client>>,
    deletions: Mutex<Attempts<Client>>,
    form_secret: OnceLock<Secret>,
}

impl Desk {
    pub(crate) fn new(config: &ServerConfig) -> Self {
        let registrations = AttemptPolicy {
            max_failures: config.use_records_an_hour,
            window_ms: HOUR_MS,
            ..AttemptPolicy::SIGN_IN
        };
        Self {
            gate: SearchGate::of_ledger(config),
            sign_ins: Mutex::new(Attempts::new(AttemptPolicy::SIGN_IN)),
            registrations: Mutex::new(Attempts::new(registrations)),
            deletions: Mutex::new(Attempts::new(DELETIONS)),
            form_secret: OnceLock::new(),
        }
    }

    /// Who presents a token. It blocks for the time of a hash where the token is not known to this process.
    ///
    /// One token is hashed at a time, so that many who sign in at once from one address do not count as many failures.
    pub(crate) fn sign_in(
        &self,
        commons: &Commons,
        client: Client,
        presented: &str,
    ) -> Result<Author, HttpError> {
        if let Some(known) = commons.recognise(presented)? {
            return known.map_err(|refused| not_signed_in(&refused));
        }
        let mut attempts = lock(&self.sign_ins);
        attempts.begin(&client, commons.now()).map_err(too_many)?;
        let author = commons.sign_in(presented)?.map_err(|refused| not_signed_in(&refused))?;
        attempts.succeeded(&client);
        Ok(author)
    }

    /// What the keys of forms are made with. It is new with every start of the server: a form that was opened before is
    /// refused, and is opened again.
    pub(crate) fn form_secret(&self) -> Result<&Secret, commons::Error> {
        if let Some(secret) = self.form_secret.get() {
            return Ok(secret);
        }
        let made = Secret::random()?;
        Ok(self.form_secret.get_or_init(|| made))
    }

    /// Counts a registration of a use, or refuses it.
    pub(crate) fn begin_registration(&self, client: Client, now: Instant) -> Result<(), HttpError> {
        lock(&self.registrations).begin(&client, now).map_err(too_many)
    }

    /// Runs a deletion that needs a key, and counts it where the key is wrong.
    pub(crate) fn delete<T>(
        &self,
        client: Client,
        now: Instant,
        work: impl FnOnce() -> Result<T, HttpError>,
    ) -> Result<T, HttpError> {
        let mut attempts = lock(&self.deletions);
        attempts.begin(&client, now).map_err(too_many)?;
        let done = work()?;
        attempts.succeeded(&client);
        Ok(done)
    }
}

fn lock<K: Eq + Hash>(attempts: &Mutex<Attempts<K>>) -> MutexGuard<'_, Attempts<K>> {
    // A count that a panic left is one attempt too many at most.
    attempts.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a request without a right token is told.
pub(crate) fn not_signed_in(refused: &SignInRefused) -> HttpError {
    let japanese = match refused {
        SignInRefused::Unknown => "このトークンは登録されていません".to_owned(),
        SignInRefused::Expired(at) => format!("このトークンは {at} に期限が切れました"),
        SignInRefused::Revoked(at) => format!("このトークンは {at} に無効にされました"),
        SignInRefused::Closed(at) => format!("このアカウントは {at} に閉じられました"),
    };
    HttpError::new(ProblemKind::NotSignedIn, Bilingual::new(japanese, refused.to_string()))
}

fn too_many(WaitMs(wait_ms): WaitMs) -> HttpError {
    // Rounded up, so that who waits as long as told is not refused again.
    let seconds = u64::try_from(wait_ms).unwrap_or(0).div_ceil(1000).max(1);
    let detail = Bilingual::new(
        format!("試行が多すぎます。{seconds} 秒後にもう一度お試しください"),
        format!("too many attempts from this address; try again in {seconds} seconds"),
    );
    HttpError { retry_after_seconds: Some(seconds), ..HttpError::new(ProblemKind::TooManyAttempts, detail) }
}

/// Runs blocking work about the ledger, and puts the gate's refusals into words.
pub(crate) async fn at_desk<T: Send + 'static>(
    state: &AppState,
    work: impl FnOnce() -> Result<T, HttpError> + Send + 'static,
) -> Result<T, HttpError> {
    let done = state.desk().gate.run(work).await;
    done.map_err(|error| match error {
        GateError::Full { limit, .. } => HttpError {
            retry_after_seconds: Some(state.config().retry_after.as_secs().max(1)),
            ..HttpError::new(
                ProblemKind::Overloaded,
                Bilingual::new(
                    format!("台帳の順番を待つ処理が上限の {limit} 件に達しています"),
                    format!("{limit} requests wait for the ledger already, which is the limit"),
                ),
            )
        },
        GateError::TimedOut { limit } => HttpError::new(
            ProblemKind::TimedOut,
            Bilingual::new(
                format!(
                    "上限の {} 秒を超えました。記録されたかどうかは、同じ内容をもう一度送ると分かります",
                    limit.as_secs_f64()
                ),
                format!(
                    "the limit is {} seconds; whether it was entered is seen by sending the same again, which changes \
                     nothing twice",
                    limit.as_secs_f64()
                ),
            ),
        ),
        GateError::Panicked => HttpError::internal("work on the ledger panicked"),
    })?
}
