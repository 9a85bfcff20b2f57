package session

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"berth/shared/eth"
	"berth/shared/problem"
	"berth/shared/server/eip712"
	"berth/shared/siwe"
	"berth/shared/wire"
)

// challengeLife is for how long a message can be signed.
const challengeLife = 5 * time.Minute

const (
	maxSignature = 8 << 10
	askTime      = 5 * time.Second
	// A nonce is as many random bytes and, over them and the rest of the message, as many of a MAC: so a message is known
	// to be one that was given out, and strangers who ask for many make nobody keep any.
	randomSize = 6
	macSize    = siwe.NonceLength/2 - randomSize
	// maxUsed bounds the nonces that are remembered. Each has let somebody in who has a role.
	maxUsed = 10_000
)

func newSeal() []byte {
	b := make([]byte, 32)
	rand.Read(b) // never fails
	return b
}

// Challenge gives the message that the account's owner is to sign.
func (s *Sessions) Challenge(account eth.Address) (wire.Challenge, error) {
	if account.IsZero() {
		return wire.Challenge{}, problem.Field("address", "the address of the account that signs in")
	}
	now := s.cfg.Now().UTC().Truncate(time.Second)
	b := make([]byte, randomSize)
	rand.Read(b)
	m := s.cfg.Site.Login(eip712.Checksum(account), hex.EncodeToString(b), now, now.Add(challengeLife))
	m.Nonce += s.mac(m)
	return wire.Challenge{Message: m.String()}, nil
}

// mac is the second part of the nonce of a message whose nonce is the first part.
func (s *Sessions) mac(m siwe.Message) string {
	h := hmac.New(sha256.New, s.seal)
	h.Write([]byte(m.String()))
	return hex.EncodeToString(h.Sum(nil)[:macSize])
}

// ours reports whether a message is one that this process gave out, to the last byte.
func (s *Sessions) ours(m siwe.Message) bool {
	if len(m.Nonce) != siwe.NonceLength {
		return false
	}
	given := m.Nonce[2*randomSize:]
	m.Nonce = m.Nonce[:2*randomSize]
	return hmac.Equal([]byte(s.mac(m)), []byte(given))
}

// Login checks a signed message and begins a session. The secret goes to who asked and nowhere else.
func (s *Sessions) Login(ctx context.Context, req wire.AdminLogin, agent, from string) (text string, _ wire.AdminSession, _ error) {
	var none wire.AdminSession
	m, err := siwe.Parse(req.Message)
	if err != nil {
		return "", none, problem.Field("message", "the message of POST /admin/api/login/challenge, as it is").Because(err)
	}
	if len(req.Signature) == 0 || len(req.Signature) > maxSignature {
		return "", none, problem.Field("signature", "the answer to personal_sign: 0x and 130 hex digits for a plain account")
	}
	now := s.cfg.Now()
	if !s.ours(m) {
		return "", none, problem.New(401, problem.Used, "this login message is not one of this gateway's, or is from before it was started").
			Remedy("ask for a new one, and sign that as it is")
	}
	if err := s.cfg.Site.Check(req.Message, m.Address(), now); err != nil || !now.Before(m.Expires) {
		return "", none, problem.New(401, problem.Expired, "this login message has expired").Remedy("ask for a new one and sign that").Because(err)
	}
	role, err := s.admit(ctx, m, req.Signature)
	if err != nil {
		return "", none, err
	}
	if !s.spend(m) {
		return "", none, problem.New(401, problem.Used, "this login message was used already").Remedy("ask for a new one and sign that")
	}
	text, v, err := s.begin(Who{Address: m.Address(), Role: role, Bearer: req.Bearer, From: from}, agent)
	if err != nil {
		return "", none, err
	}
	v.Current = true
	if req.Bearer {
		v.Token = text
	}
	return text, v, nil
}

// spend uses a message's nonce up; false: it was used before.
func (s *Sessions) spend(m siwe.Message) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, used := s.used[m.Nonce]; used || len(s.used) >= maxUsed {
		return false
	}
	s.used[m.Nonce] = m.Expires
	return true
}

// admit checks who signed, and that this address has a role now. Whether a contract has signed is only asked of one that might
// have a role: strangers must not have the chain asked.
func (s *Sessions) admit(ctx context.Context, m siwe.Message, signature []byte) (wire.AdminRole, error) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	hash := eip712.PersonalHash([]byte(m.String()))
	signer, err := eip712.RecoverHash(hash, signature)
	plain := err == nil && signer == m.Address()
	wrong := problem.New(401, problem.BadSignature, "the signature is not by %s", m.Account).
		Remedy("sign the message with that account, and send the answer as it is").Because(err)
	if !plain && s.cfg.Roles.Role(m.Address()) == "" {
		return "", wrong
	}
	if !plain {
		ok, err := s.cfg.Wallets.Signed(ctx, m.Address(), hash, signature)
		if err != nil {
			return "", problem.New(503, problem.Unavailable, "the chain could not be asked about this signature").Remedy("try again in a moment").Because(err)
		}
		if !ok {
			return "", wrong
		}
	}
	role, err := s.cfg.Roles.AskRole(ctx, m.Address())
	if err != nil {
		return "", problem.New(503, problem.Unavailable, "the chain could not be asked who this node's operator is").Remedy("try again in a moment").Because(err)
	}
	if role == "" {
		return "", problem.New(403, problem.RoleMissing, "%s has no role on this node", m.Account).
			Remedy("sign in with the node's wallet, with the operator key that the registry names, or have the address named by --admin-viewer")
	}
	return role, nil
}
