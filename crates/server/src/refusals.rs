//! The refusals that several paths document alike.

use std::collections::BTreeMap;

use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

type Refusal = (u16, &'static str);

const WRONG: Refusal = (400, "The request is wrong.");
const WRONG_PARAMETER: Refusal = (400, "A parameter is wrong.");
const NO_TOKEN: Refusal = (401, "There is no right token.");
const FORBIDDEN: Refusal = (403, "The account may not do that.");
const NOT_HELD: Refusal = (404, "The ledger does not have it, or there is no ledger.");
const NO_LEDGER: Refusal = (404, "The server has no ledger.");
const UNFIT: Refusal = (409, "It does not fit what the ledger holds; nothing was entered.");
const TOO_LARGE: Refusal = (413, "The body is larger than the limit.");
const NO_JSON: Refusal = (415, "The body is not announced as JSON.");
const TOO_OFTEN: Refusal = (429, "Too many attempts; Retry-After says when to come back.");
const BUSY: Refusal = (503, "Too many requests at once.");
const BUSY_FOR_READERS: Refusal = (503, "Too many requests at once; Retry-After says when to come back.");
const TOO_SLOW: Refusal = (504, "It took too long.");

macro_rules! refusals {
    ($($(#[doc = $doc:literal])* $name:ident: $refusals:expr;)*) => {$(
        $(#[doc = $doc])*
        pub(crate) struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                $refusals.into_iter().map(documented).collect()
            }
        }
    )*};
}

refusals! {
    /// Of a path on which an account enters something into the ledger by a JSON body.
    Entering: [WRONG, NO_TOKEN, FORBIDDEN, NOT_HELD, UNFIT, TOO_LARGE, NO_JSON, TOO_OFTEN, BUSY, TOO_SLOW];
    /// Of a path on which an account ends something that its address names.
    Ending: [WRONG, NO_TOKEN, FORBIDDEN, NOT_HELD, TOO_OFTEN, BUSY, TOO_SLOW];
    /// Of a path on which anybody registers something by a JSON body.
    Registering: [WRONG, NOT_HELD, TOO_LARGE, NO_JSON, TOO_OFTEN, BUSY, TOO_SLOW];
    /// Of a path that lists what the ledger has of a sort.
    ListingOfLedger: [WRONG_PARAMETER, NO_LEDGER, BUSY_FOR_READERS, TOO_SLOW];
    /// Of a path that shows one thing of the ledger.
    ReadingOfLedger: [WRONG_PARAMETER, NOT_HELD, BUSY_FOR_READERS, TOO_SLOW];
}

fn documented((status, description): Refusal) -> (String, RefOr<Response>) {
    let problem = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let response =
        ResponseBuilder::new().description(description).content("application/problem+json", problem).build();
    (status.to_string(), RefOr::T(response))
}
