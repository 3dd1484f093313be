//! The same Discord as it is in production: by TLS under the name discord.com, with limits on how often something is posted.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

use super::server::{World, router};

/// So many messages in so much time, counted from the first.
#[derive(Debug)]
pub(crate) struct Bucket {
    size: u32,
    window: Duration,
    began: Instant,
    used: u32,
}

/// What a bucket says of a message.
pub(crate) struct Verdict {
    pub(crate) allowed: bool,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) wait: f64,
}

impl Bucket {
    pub(crate) fn new(size: u32, window: Duration) -> Self {
        Self { size, window, began: Instant::now(), used: 0 }
    }

    pub(crate) fn take(&mut self) -> Verdict {
        if self.began.elapsed() >= self.window || self.used == 0 {
            (self.began, self.used) = (Instant::now(), 0);
        }
        let allowed = self.used < self.size;
        self.used += u32::from(allowed);
        let wait = self.window.saturating_sub(self.began.elapsed()).as_secs_f64();
        let headers = vec![
            ("x-ratelimit-limit", self.size.to_string()),
            ("x-ratelimit-remaining", (self.size - self.used).to_string()),
            ("x-ratelimit-reset-after", format!("{wait:.3}")),
            ("x-ratelimit-reset", format!("{:.3}", super::objects::now() + wait)),
            ("x-ratelimit-bucket", "messages".to_owned()),
            ("retry-after", format!("{:.0}", wait.ceil())),
        ];
        Verdict { allowed, headers, wait }
    }
}

/// A listener that speaks TLS.
struct Secure {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Secure {
    type Io = TlsStream<TcpStream>;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, from) = self.listener.accept().await.unwrap();
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, from);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// Serves the same world as discord.com too: the port, and the authority that vouches for it (PEM).
pub(crate) async fn serve(world: &Arc<World>) -> (u16, String) {
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let authority_certificate = authority.self_signed(&authority_key).unwrap();
    let issuer = Issuer::new(authority, authority_key);
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["discord.com".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let private = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate.der().clone()], private).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let secure = Secure { listener, acceptor: TlsAcceptor::from(Arc::new(config)) };
    let router = router(world);
    tokio::spawn(async move { axum::serve(secure, router).await });
    (port, authority_certificate.pem())
}
