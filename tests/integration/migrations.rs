//! Migrations run over tables that hold something: after each, its sample data (`tests/data/migrations/`, same name) is
//! put in, then the next one runs, and in the end the store reads all of it.

use std::path::{Path, PathBuf};

use aide_memoire::store::{ErrandKind, ProposalState, Store};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::postgres::Server;

pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

async fn migrate_with_data(url: &str, connect: &str) {
    drop(Store::open("sqlite::memory:").await.unwrap());
    let migrator = Migrator::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).await.unwrap();
    let mut connection = AnyConnection::connect(connect).await.unwrap();
    for (migration, sample) in migrator.iter().zip(files("tests/data/migrations")) {
        migrator.run_to(migration.version, &mut connection).await.unwrap();
        let sample = std::fs::read_to_string(sample).unwrap();
        sqlx::raw_sql(AssertSqlSafe(sample)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();

    let store = Store::open(url).await.unwrap();
    let loaded = store.load().await.unwrap();
    assert_eq!(loaded.iter().map(|stored| stored.guild.as_str()).collect::<Vec<_>>(), ["", "100"]);
    let revisions = store.revisions_since(0).await.unwrap();
    assert_eq!(revisions.iter().map(|revision| revision.sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(store.revision().await.unwrap(), 4);
    let proposals = store.proposals("100", ProposalState::InReview, 0, 9).await.unwrap();
    assert_eq!(proposals.iter().map(|proposal| proposal.id.as_str()).collect::<Vec<_>>(), ["501"]);
    assert_eq!(store.redirect("100", "aland-1856").await.unwrap().as_deref(), Some("aland-1856-demilitarised"));
    let answer = store.answer_at("305").await.unwrap().unwrap();
    assert_eq!((answer.claims[0].0.as_str(), answer.revision), ("aland-1856-demilitarised", 3));
    assert_eq!(store.due_errands(ErrandKind::Annotate, 9).await.unwrap()[0].item, "305");
    assert_eq!(store.review("502").await.unwrap().unwrap().outcome, "rejected");
}

#[tokio::test]
async fn every_migration_runs_over_data_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("migrated.db").display().to_string();
    migrate_with_data(&format!("sqlite:{file}"), &format!("sqlite://{file}?mode=rwc")).await;
}

#[tokio::test]
async fn every_migration_runs_over_data_on_postgresql() {
    let Some(server) = Server::start() else { return };
    let url = server.database("migrated").await;
    migrate_with_data(&url, &url).await;
}

#[test]
fn every_migration_has_its_sample_data() {
    let names = |folder| files(folder).iter().map(|file| file.file_name().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names("migrations"), names("tests/data/migrations"));
}

#[tokio::test]
async fn every_migration_is_compiled_in() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.db").display().to_string();
    Store::open(&format!("sqlite:{file}")).await.unwrap().close().await;
    let mut connection = AnyConnection::connect(&format!("sqlite://{file}")).await.unwrap();
    let count: i64 = sqlx::query_scalar("select count(*) from _sqlx_migrations").fetch_one(&mut connection).await.unwrap();
    assert_eq!(usize::try_from(count).unwrap(), files("migrations").len());
}
