package state

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/pubkey"
	"berth/shared/typed"
	"berth/shared/wire"
	"berth/ui/js"
)

// deviceStore is where it is kept which access keys of this browser wallets have authorised, for one account and gateway
// each. The keys themselves are the browser's: see js.Secret.
const deviceStore = "berth.devices"

// Device is this browser's access key for an account at a gateway.
type Device struct {
	Host  string // of the gateway, as messages name it
	Node  eth.Address
	Key   pubkey.Key
	ID    string // by which the gateway lists it; empty: the wallet has not authorised it yet
	Until time.Time

	Signer interface { // of what the key signs
		Sign(ctx context.Context, message []byte) ([]byte, error)
	} `json:"-"`
}

// OpenDevice is the key that an account's wallet has authorised at the gateway of a node, if it is good for another minute.
// It blocks.
func OpenDevice(ctx context.Context, gateway string, user, node eth.Address) (Device, bool) {
	d, ok := devices()[deviceKey(gateway, user)]
	if !ok || d.Node != node || time.Until(d.Until) < time.Minute {
		return Device{}, false
	}
	secret, ok, err := js.OpenSecret(ctx, deviceKey(gateway, user))
	if err != nil || !ok {
		return Device{}, false // the browser may have thrown away the one of both and not the other
	}
	if k, err := pubkey.OfPoint(secret.Point); err != nil || k != d.Key {
		return Device{}, false
	}
	d.Signer = secret
	return d, true
}

// NewDevice makes a key for an account at the gateway of a node, which its wallet is to authorise. It blocks. An error says
// that this browser keeps none.
func NewDevice(ctx context.Context, gateway, host string, user, node eth.Address) (Device, error) {
	secret, err := js.NewSecret(ctx, deviceKey(gateway, user))
	if err != nil {
		return Device{}, err
	}
	k, err := pubkey.OfPoint(secret.Point)
	return Device{Host: host, Node: node, Key: k, Signer: secret}, err
}

// Sign signs a message as an access key does. It blocks.
func (d Device) Sign(ctx context.Context, m typed.Data) (eth.Bytes, error) {
	message, err := m.Canonical()
	if err != nil {
		return nil, err
	}
	return d.Signer.Sign(ctx, message)
}

// KeepDevice notes that a key was authorised: d.ID and d.Until say as what, and until when.
func KeepDevice(gateway string, user eth.Address, d Device) {
	all := devices()
	all[deviceKey(gateway, user)] = d
	js.Local.Set(deviceStore, all)
}

// DropDevice notes that a key is not authorised any more; its tokens are not good either.
func DropDevice(gateway string, user eth.Address) {
	all := devices()
	d, ok := all[deviceKey(gateway, user)]
	if !ok {
		return
	}
	delete(all, deviceKey(gateway, user))
	js.Local.Set(deviceStore, all)
	held := tokens()
	for k, t := range held {
		if t.Key == d.ID {
			delete(held, k)
		}
	}
	js.Session.Set(tokenStore, held)
}

// ForgetDevice has this browser forget its key for good. It blocks.
func ForgetDevice(ctx context.Context, gateway string, user eth.Address) error {
	DropDevice(gateway, user)
	return js.DelSecret(ctx, deviceKey(gateway, user))
}

// DeviceID is by what the gateway lists this browser's key; empty: there is none.
func DeviceID(gateway string, user eth.Address) string {
	return devices()[deviceKey(gateway, user)].ID
}

// Held is a key that this browser has at a gateway.
type Held struct {
	Gateway, Host string
	Node          eth.Address
	Until         time.Time
}

// DevicesOf are this browser's keys for an account that wallets have authorised and that are good yet, those first that are good for the longest.
func DevicesOf(user eth.Address) (all []Held) {
	for key, d := range devices() {
		gateway, ok := strings.CutPrefix(key, deviceKey("", user))
		if ok && d.ID != "" && time.Now().Before(d.Until) {
			all = append(all, Held{gateway, d.Host, d.Node, d.Until})
		}
	}
	slices.SortFunc(all, func(a, b Held) int { return cmp.Or(b.Until.Compare(a.Until), strings.Compare(a.Gateway, b.Gateway)) })
	return all
}

func devices() map[string]Device {
	all := map[string]Device{}
	js.Local.Get(deviceStore, &all)
	return all
}

func deviceKey(gateway string, user eth.Address) string { return user.String() + " " + gateway }

// DeviceName is what a browser's key is called where people choose between several, such as "Chrome · Android". Of browsers
// that say they are another one as well, the one that is named first here counts.
func DeviceName(agent string) string {
	return within(agent, []word{
		{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	}, "Web") + " · " + within(agent, []word{
		{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"CrOS", "ChromeOS"}, {"Mac OS X", "macOS"}, {"Linux", "Linux"},
	}, "?")
}

type word struct{ has, is string }

func within(s string, words []word, other string) string {
	for _, w := range words {
		if strings.Contains(s, w.has) {
			return w.is
		}
	}
	return other
}

// NeedUser is who is logged in, and the domain of Berth's messages: what this browser's own key needs to sign. It blocks, and
// asks no wallet.
func NeedUser(ctx app.Context) (user eth.Address, d typed.Domain, err error) {
	info, s, err := needSession(ctx)
	if err != nil {
		return eth.Address{}, typed.Domain{}, err
	}
	return s.Address, typed.Berth(info.Chain.ID, info.Chain.Market), nil
}

// needSession is what the platform says of itself, as far as the app may sign for it, and who is logged in.
func needSession(ctx app.Context) (wire.Info, wire.Session, error) {
	info, err := NeedInfo(ctx)
	if err != nil {
		return wire.Info{}, wire.Session{}, err
	}
	b, err := needBasis(ctx)
	if err != nil {
		return wire.Info{}, wire.Session{}, err
	}
	if err := b.Hold(info.Chain); err != nil {
		return wire.Info{}, wire.Session{}, err
	}
	s := Session.Get(ctx)
	if s.Status != Ready {
		if s.Data, err = Session.fetch(ctx, serverOf(ctx).Session); err != nil {
			return wire.Info{}, wire.Session{}, err
		}
	}
	if s.Data.Address.IsZero() {
		err = problem.New(401, problem.LoginNeeded, "you are not logged in")
	}
	return info, s.Data, err
}
