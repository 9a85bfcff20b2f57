package bff

import (
	"context"
	"crypto/rand"

	"berth/bff/health"
	"berth/bff/notice"
	"berth/bff/notice/hook"
	"berth/bff/notice/mail"
	"berth/bff/notice/push"
	"berth/bff/peer"
	"berth/shared/eth"
)

// openNotices makes what tells users things, with the key that all replicas have.
func (s *Server) openNotices(ctx context.Context) error {
	private := s.cfg.PushKey
	if private == "" {
		var err error
		private, err = s.store.Secret(ctx, "push", func() (string, error) {
			k, err := push.NewKeys()
			return k.Private, err
		})
		if err != nil {
			return err
		}
	}
	keys, err := push.ReadKeys(private)
	if err != nil {
		return err
	}
	poster := peer.NewPoster(s.cfg.Demo)
	settings := notice.Config{
		Store: s.store.Notices, Pusher: push.New(keys, s.cfg.PushContact, poster), Poster: hook.New(poster), Key: keys.Public, Origin: s.cfg.PublicURL, Log: s.log,
	}
	if s.cfg.SMTP.On() {
		if settings.Mailer, err = mail.New(s.cfg.SMTP); err != nil {
			return err
		}
		secret, err := s.store.Secret(ctx, "mail", func() (string, error) { return rand.Text(), nil })
		if err != nil {
			return err
		}
		settings.MailSecret = []byte(secret)
	}
	s.notices = notice.New(settings)
	text, err := s.store.Secret(ctx, "health", health.NewKey)
	if err != nil {
		return err
	}
	key, err := health.ReadKey(text)
	if err != nil {
		return err
	}
	s.health, err = health.New(health.Config{
		Key: key, Domain: s.cfg.Contracts.Domain(), Store: s.store.Health, Orders: s.index, Nodes: s.catalogue, Gateways: s.peers, Tell: s.notices, Ready: s.journal.Ready, Log: s.log,
	})
	if err != nil {
		return err
	}
	s.watch = &notice.Watch{Orders: s.index, Nodes: s.catalogue, Ready: s.journal.Ready, Tell: s.notices, Log: s.log}
	return nil
}

// nodeName is what a node calls itself.
func (s *Server) nodeName(a eth.Address) string {
	if n, ok := s.catalogue.Node(a); ok {
		return n.Name
	}
	return a.Short()
}
