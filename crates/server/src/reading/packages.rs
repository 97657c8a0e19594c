use commons::{ListingState, Package, PackageId};
use model::{DocumentId, PublicationNumber};

use super::{Reading, search_href, unknown};
use crate::{
    HttpError,
    wire::{
        BilingualText, NamedProvider, PackageResponse, PackageSummary, PackagedPatent, PackagesResponse,
        for_reader,
    },
};

impl Reading {
    pub(crate) fn packages(&self) -> Result<PackagesResponse, HttpError> {
        let offered = self.snapshot.register().packages(self.on, self.snapshot.revision());
        let packages = offered.map(|(id, package)| self.package_summary(id, package)).collect();
        Ok(PackagesResponse { ledger: self.ledger(), on: self.on.to_string(), packages })
    }

    fn package_summary(&self, id: &PackageId, package: &Package) -> PackageSummary {
        PackageSummary {
            id: id.to_string(),
            name: self.say(&package.names),
            provider: self.named(&package.provider),
            patents: package.patents.len() as u64,
            href: format!("/commons/packages/{id}"),
        }
    }

    pub(crate) fn package(&self, name: &str) -> Result<PackageResponse, HttpError> {
        let absent = || unknown("パッケージ", "package", name);
        let id: PackageId = name.parse().map_err(|_| absent())?;
        let register = self.snapshot.register();
        let package = register.package(&id, self.on, self.snapshot.revision()).ok_or_else(absent)?;
        let patents = package.patents.iter().map(|patent| self.packaged(patent));
        Ok(PackageResponse {
            ledger: self.ledger(),
            on: self.on.to_string(),
            id: name.to_owned(),
            names: BilingualText::from(&package.names),
            description: package.description.as_ref().map(BilingualText::from),
            provider: self.named(&package.provider),
            patents: patents.collect::<Result<_, _>>()?,
            search: search_href(&[("commons", "any"), ("package", name)]),
        })
    }

    fn packaged(&self, patent: &PublicationNumber) -> Result<PackagedPatent, HttpError> {
        let address = self.generation.address(&DocumentId::Patent(patent.clone()))?;
        let document = address.map(|address| self.generation.front(address)).transpose()?;
        let title = document.as_ref().and_then(|document| for_reader(document.titles(), self.language));
        Ok(PackagedPatent {
            id: patent.to_string(),
            title: title.map(|title| title.text.clone()),
            language: title.map(|title| title.language.to_string()),
            listed_by: self.listing_providers(patent),
            href: document.map(|_| format!("/documents/{patent}")),
        })
    }

    /// Who lists a patent today.
    pub(super) fn listing_providers(&self, patent: &PublicationNumber) -> Vec<NamedProvider> {
        let states = self.snapshot.history(patent, self.snapshot.revision()).listings(self.on);
        let current = states.into_iter().filter(|(_, state)| matches!(state, ListingState::Current(_)));
        current.map(|(provider, _)| self.named(provider)).collect()
    }
}
