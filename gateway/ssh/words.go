package ssh

import (
	"errors"
	"strings"

	"berth/gateway/cluster"
	"berth/shared/problem"
)

// chinese are the words for what people are told most; the English is the problem's own.
var chinese = map[problem.Code]string{
	problem.OrderEnded:     "订单已结束。",
	problem.NotDeployed:    "这个订单还没有部署任何东西。",
	problem.NotFound:       "订单里没有这个服务。",
	problem.ServiceStopped: "服务已停止，请先启动。",
	problem.Starting:       "服务现在没有运行，请稍后再试。",
	problem.NoShell:        "这里打不开终端，端口转发（-L）仍然可用。",
	problem.TooMany:        "打开的连接太多，请先关闭一些。",
	problem.TrafficUsedUp:  "购买的流量已用完。",
	problem.TrafficNotOpen: "目前开放的流量已用完，随订单付费会再开放。",
	problem.SessionOver:    "访问权限已结束。",
	problem.KeyOver:        "这把密钥已被撤销或已过期。",
	problem.ScopeMissing:   "这把密钥没有终端权限，请在钱包中重新授权。",
	problem.Unavailable:    "网关正在重启，请稍后再试。",
	problem.Idle:           "长时间没有操作，已自动关闭。",
}

// lines are what somebody is told who has lost or was refused something, in English and Chinese. Of what is not for them
// nothing is said.
func lines(err error) string {
	var p *problem.Problem
	switch {
	case errors.Is(err, errRefused):
		return "berth: this key does not open this. The user name is <service>-<order>, and the key one that the order's wallet\r\n" +
			"       has authorised at this node for shells: see Keys on the order's page.\r\n" +
			"       这把密钥打不开这里。用户名是 <服务>-<订单号>，密钥须由订单的钱包在本节点授权终端权限，见订单页面的“密钥”。\r\n"
	case errors.Is(err, cluster.ErrNoShell):
		p = problem.New(501, problem.NoShell, "no shell and no command can be had here: this node runs none, or the image has no /bin/sh").Remedy("forwards (-L) work all the same")
	case errors.Is(err, cluster.ErrNotRunning):
		p = problem.New(503, problem.Starting, "the service does not run now").Remedy("try again in a moment")
	case !errors.As(err, &p):
		return "berth: it broke off.\r\n       连接意外中断。\r\n"
	}
	said := "berth: " + p.Title
	if p.Detail != "" {
		said += ": " + p.Detail
	}
	said = plain(said) + ".\r\n"
	if zh := chinese[p.Code]; zh != "" {
		said += "       " + zh + "\r\n"
	}
	return said
}

// plain takes out what would move a terminal's cursor: titles may name what a client has sent.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c >= 0x7f && c < 0xa0 {
			return -1
		}
		return c
	}, s)
}
