package backup

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"

	"github.com/minio/minio-go/v7"

	"berth/shared/problem"
	"berth/shared/server/internet"
	"berth/shared/wire"
)

// fault is why something came to nothing, in words for the user. The server's own words are in the cause, which is not shown: who
// they are from is the user's choice, and where they are shown is not.
type fault struct {
	kind wire.BackupFault
	op   string // put, get, list or delete; empty: none of these
	err  error
}

func (f *fault) Error() string { return string(f.kind) + " " + f.op + ": " + f.err.Error() }

// Unwrap gives the private cause.
func (f *fault) Unwrap() error { return f.err }

// words are the faults with their remedies, and the field of a plan that is to be looked at.
var words = map[wire.BackupFault]struct{ text, field string }{
	wire.FaultEndpoint:    {"the S3 server is not reached by https at a public address: look at the endpoint", "bucket.endpoint"},
	wire.FaultCertificate: {"the S3 server's certificate has run out, is another host's, or of nobody that this node trusts: look at the endpoint, or renew the certificate", "bucket.endpoint"},
	wire.FaultBucket:      {"there is no bucket of that name: make it first, or look at its name and at the path style", "bucket.bucket"},
	wire.FaultRegion:      {"the bucket is in another region: name that one", "bucket.region"},
	wire.FaultAccessKey:   {"the S3 server does not know the access key", "bucket.accessKey"},
	wire.FaultSecret:      {"the secret is not that of the access key", "bucket.secret"},
	wire.FaultDenied:      {"the access key may not do this in the bucket: allow it to put, get, list and delete below the prefix", "bucket.accessKey"},
	wire.FaultSlow:        {"the S3 server takes too long to answer: try again later, or use one that is nearer", "bucket.endpoint"},
	wire.FaultFull:        {"the bucket has no room for more: make room, or keep fewer backups", "bucket.bucket"},
	wire.FaultStore:       {"the S3 server answers with something unexpected: try again later, and look at the endpoint and the path style", "bucket.endpoint"},
	wire.FaultAltered:     {"what the S3 server gives back is not what was written: do not rely on it", "bucket.endpoint"},
	wire.FaultDisk:        {"the order's disk cannot be read or written: see what happened to the order", ""},
	wire.FaultIdentity:    {"the backup is not encrypted for this identity: give that of one of its recipients", "identity"},
	wire.FaultMissing:     {"there is no such backup, or no such disk in it: list the backups that there are", "path"},
	wire.FaultInterrupted: {"the node was restarted meanwhile: begin again", ""},
}

// problem is a fault of a plan or a restore that is refused because of it.
func (f *fault) problem() *problem.Problem {
	w := words[f.kind]
	p := problem.Field(w.field, "%s", w.text).With("fault", string(f.kind)).Because(f.err)
	if f.op != "" {
		p = p.With("operation", f.op)
	}
	return p
}

// judge makes a fault of what an operation at the S3 server came to.
func judge(op string, err error) error {
	var known *fault
	if err == nil || errors.As(err, &known) {
		return err
	}
	f := &fault{kind: wire.FaultStore, op: op, err: err}
	var (
		timeout net.Error
		refused *net.OpError
		lookup  *net.DNSError
		record  tls.RecordHeaderError
		cert    *tls.CertificateVerificationError
		host    x509.HostnameError
		unknown x509.UnknownAuthorityError
		invalid x509.CertificateInvalidError
		resp    minio.ErrorResponse
	)
	switch {
	case errors.As(err, &resp):
		f.kind = judgeAnswer(resp)
	case errors.Is(err, internet.ErrInside), errors.Is(err, internet.ErrPort), errors.Is(err, errPlain), errors.As(err, &lookup),
		errors.As(err, &record):
		f.kind = wire.FaultEndpoint
	case errors.As(err, &cert), errors.As(err, &host), errors.As(err, &unknown), errors.As(err, &invalid):
		f.kind = wire.FaultCertificate
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errStalled), errors.As(err, &timeout) && timeout.Timeout():
		f.kind = wire.FaultSlow
	case errors.As(err, &refused):
		f.kind = wire.FaultEndpoint
	}
	return f
}

// judgeAnswer reads the codes of S3 (Amazon S3 API reference, "Error responses") and what others answer in their place.
func judgeAnswer(r minio.ErrorResponse) wire.BackupFault {
	switch r.Code {
	case minio.NoSuchBucket, "InvalidBucketName":
		return wire.FaultBucket
	case "PermanentRedirect", "TemporaryRedirect", "AuthorizationHeaderMalformed", "InvalidRegion", "IllegalLocationConstraintException":
		return wire.FaultRegion
	case "InvalidAccessKeyId", "XAdminUserNotFound":
		return wire.FaultAccessKey
	case "SignatureDoesNotMatch":
		return wire.FaultSecret
	case minio.AccessDenied, "AllAccessDisabled", "AccountProblem":
		return wire.FaultDenied
	case "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "EntityTooLarge", "InsufficientCapacity":
		return wire.FaultFull
	case "SlowDown", "RequestTimeout", "ServiceUnavailable":
		return wire.FaultSlow
	case minio.NoSuchKey, minio.PreconditionFailed, "InvalidRange":
		return wire.FaultMissing
	}
	switch r.StatusCode {
	case http.StatusForbidden, http.StatusUnauthorized:
		return wire.FaultDenied
	case http.StatusMovedPermanently, http.StatusTemporaryRedirect:
		return wire.FaultRegion
	case http.StatusInsufficientStorage:
		return wire.FaultFull
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return wire.FaultSlow
	}
	return wire.FaultStore
}
