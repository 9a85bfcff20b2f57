// Package problem has the one form in which Berth's servers report errors: problem documents (RFC 9457) with a stable
// code that pages translate, the field that is wrong, and figures for the text.
package problem

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ContentType is the media type of a problem document.
const ContentType = "application/problem+json"

// Code is a stable word for a kind of problem. Pages have a text for each in every language.
type Code string

// The codes. A server may use further ones; a page that does not know a code shows Detail.
const (
	BadRequest     Code = "bad-request"     // malformed JSON, unknown field, wrong type
	BadField       Code = "bad-field"       // Field names it, Detail says the remedy
	TooLarge       Code = "too-large"       // body over the limit
	NotFound       Code = "not-found"       //
	LoginNeeded    Code = "login-needed"    // no session
	SessionOver    Code = "session-over"    // a session that has ended
	BadSignature   Code = "bad-signature"   // not by the address that it claims
	Expired        Code = "expired"         // challenge, quote, ticket or signature past its time
	Used           Code = "used"            // nonce, ticket or quote used already
	NotYours       Code = "not-yours"       // an order of another user
	NotYet         Code = "not-yet"         // it becomes true by itself; Retry-After says when to ask again
	GaveWay        Code = "gave-way"        // a newer one of its kind took its place: do not begin it anew by yourself
	WrongRevision  Code = "wrong-revision"  // Figures: want
	DoesNotFit     Code = "does-not-fit"    // Figures: dimension, wanted, free
	UnknownImage   Code = "unknown-image"   //
	ForeignImage   Code = "foreign-image"   // the node fetches none from that registry; Figures: service
	FeatureLost    Code = "feature-lost"    // the node has lost what its quote promised; Figures: lost (userns, sandbox or both)
	NoIsolation    Code = "no-isolation"    // the node cannot keep a service apart as it has to be; Figures: service
	NoImage        Code = "no-image"        // its registry has no such image, or gives it to somebody else only, or for other machines only
	TooMany        Code = "too-many"        // rate limit; Retry-After says when
	Unavailable    Code = "unavailable"     // chain, database or cluster cannot be asked now
	CrossSite      Code = "cross-site"      // refused by the Origin check
	Internal       Code = "internal"        // Request is the id to quote
	NotDeployed    Code = "not-deployed"    // nothing runs for this order yet
	OrderEnded     Code = "order-ended"     //
	ServiceStopped Code = "service-stopped" //
	Timeout        Code = "timeout"         // an upstream did not answer in time
	NoShell        Code = "no-shell"        // the node's runtime opens none, or the service's image has none
	NoPort         Code = "no-port"         // a service takes no connections there
	Idle           Code = "idle"            // it was closed because nothing moved in it
	DiskStays      Code = "disk-stays"      // a disk that is there cannot get the size that is asked for; Figures: volume, wanted, free (MiB that it has)
	NoRoomBeside   Code = "no-room-beside"  // a new revision can start only once the old one has ended
	Misdirected    Code = "misdirected"     // a host name that is none of the node's
	Starting       Code = "starting"        // the service is on its way
	Failed         Code = "failed"          // the service did not start, or ended
	TrafficUsedUp  Code = "traffic-used-up" // the traffic that was bought is gone

	LinkUnknown    Code = "link-unknown"    // a share link that is none here
	LinkExpired    Code = "link-expired"    // one that is past its time
	LinkUsedUp     Code = "link-used-up"    // one that was used as often as it may be
	LinkRevoked    Code = "link-revoked"    // one that its owner has ended
	LinkShut       Code = "link-shut"       // no link opens this service now
	OutsideLink    Code = "outside-link"    // a path that the link is not for
	LinkMethod     Code = "link-method"     // a method, or a WebSocket, that the link is not for
	PasswordNeeded Code = "password-needed" // of a public service
	PasswordWrong  Code = "password-wrong"  //
	Full           Code = "full"            // there are as many as there may be; Figures: most
	ScopeMissing   Code = "scope-missing"   // the token, or the access key, is not for that; Figures: scope
	KeyOver        Code = "key-over"        // an access key that is not authorised, or not any more
	KeysFull       Code = "keys-full"       // as many access keys as there may be; Figures: most
	WalletNeeded   Code = "wallet-needed"   // an access key has no say in it: it takes the wallet's own signature

	HeadTooLarge   Code = "head-too-large"   // of a request: its line and its header
	TooSlow        Code = "too-slow"         // a request that did not come in time
	AnswerTooLarge Code = "answer-too-large" // a service's header; Figures: limit
	TrafficNotOpen Code = "traffic-not-open" // what is open of it is gone, and more opens later

	RoleMissing      Code = "role-missing"      // the address has no role here, or its role may only look; Figures: role
	ConditionMissing Code = "condition-missing" // a change does not say which version it is based on
	ChangedMeanwhile Code = "changed-meanwhile" // somebody else saved since; Figures: version
	BlockedElsewhere Code = "blocked-elsewhere" // a flag or a file blocks this user; Figures: source
	Busy             Code = "busy"              // one of its kind runs already

	RelayDeclined Code = "relay-declined" // the platform does not pay the gas of this order; Figures: why

	NoDisks     Code = "no-disks"     // the node's runtime cannot copy disks
	WrongOffset Code = "wrong-offset" // a part of an upload that is not the next one; Figures: want
	NoSpace     Code = "no-space"     // what is kept for an order, a user or the node is full; Figures: most (bytes)
)

// Problem is an error that may be shown to whoever caused it.
type Problem struct {
	Status  int               `json:"status"`
	Code    Code              `json:"code"`
	Title   string            `json:"title"`             // plain English, one sentence
	Detail  string            `json:"detail,omitempty"`  // the remedy, plain English
	Field   string            `json:"field,omitempty"`   // JSON path of the field
	Figures map[string]string `json:"figures,omitempty"` // for translated texts
	Request string            `json:"request,omitempty"` // request id

	cause error
}

func (p *Problem) Error() string {
	s := p.Title
	if p.Field != "" {
		s = p.Field + ": " + s
	}
	if p.Detail != "" {
		s += ": " + p.Detail
	}
	if p.cause != nil {
		s += ": " + p.cause.Error()
	}
	return s
}

// Unwrap gives the private cause, which is logged and never shown.
func (p *Problem) Unwrap() error { return p.cause }

// New makes a problem; title is formatted.
func New(status int, code Code, title string, args ...any) *Problem {
	return &Problem{Status: status, Code: code, Title: fmt.Sprintf(title, args...)}
}

// Field makes a 400 about one field with its remedy.
func Field(field, remedy string, args ...any) *Problem {
	return &Problem{Status: 400, Code: BadField, Title: "a field is not right", Field: field, Detail: fmt.Sprintf(remedy, args...)}
}

// TooOften makes a 429 about what may be done again after a while.
func TooOften(wait time.Duration) *Problem { return New(429, TooMany, "too many requests").Again(wait) }

// Method makes a 405 about a path that is served by other methods.
func Method(others []string) *Problem {
	return New(405, NotFound, "this method is not for this route").Remedy("use %s", strings.Join(others, " or "))
}

// Because sets the private cause and returns p.
func (p *Problem) Because(err error) *Problem {
	p.cause = err
	return p
}

// With adds a figure and returns p.
func (p *Problem) With(key, value string) *Problem {
	if p.Figures == nil {
		p.Figures = map[string]string{}
	}
	p.Figures[key] = value
	return p
}

// Again sets Detail, and the figure retryAfter of which the header Retry-After is made, to the whole seconds after which the
// same may do, one at least, and returns p.
func (p *Problem) Again(wait time.Duration) *Problem {
	s := strconv.FormatInt(max(int64((wait+time.Second-1)/time.Second), 1), 10)
	return p.Remedy("try again in %s s", s).With("retryAfter", s)
}

// Remedy sets Detail and returns p.
func (p *Problem) Remedy(format string, args ...any) *Problem {
	p.Detail = fmt.Sprintf(format, args...)
	return p
}
