package text

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"berth/shared/problem"
	"berth/shared/resource"
	"berth/shared/wire"
)

// Fault is an error in words: what happened and what it means, and what to do.
type Fault struct {
	What, Do string
}

// fault is a Fault in every language. {name} stands for a figure of the problem.
type fault struct{ What, Do Text }

// Fault is any error in words. A problem with a code that has no words yet shows its own plain English.
func (t T) Fault(err error) Fault {
	var p *problem.Problem
	if !errors.As(err, &p) {
		return Fault{t.Say(faultUnknown.What), t.Say(faultUnknown.Do)}
	}
	f, ok := faults[p.Code]
	if p.Code == "reverted" {
		if r, known := reverts[p.Figures["error"]]; known {
			f = r
		}
	}
	if !ok {
		return Fault{p.Title, p.Detail}
	}
	out := Fault{t.fill(f.What, p.Figures), t.fill(f.Do, p.Figures)}
	switch p.Code {
	case problem.BadField:
		name, known := fields[p.Field]
		if out.What, out.Do = t.Say(badField, t.Say(name)), p.Detail; !known {
			out.What = t.Say(badField, t.Dimension(resource.Dimension(p.Field)))
		} else if why, ok := BackupFaults[wire.BackupFault(p.Figures["fault"])]; ok {
			out.Do = t.Say(why)
		} else if t.Lang != EN && p.Detail != "" {
			out.Do = t.Say(theySay, p.Detail)
		}
	case "wallet-failed", "rpc":
		if p.Detail != "" {
			out.Do = t.Say(theySay, p.Detail)
		}
	case "reverted":
		if name := p.Figures["error"]; name == "" || name == "Error" {
			if p.Detail != "" {
				out.Do = t.Say(theySay, p.Detail)
			}
		}
	case problem.Internal:
		if p.Request != "" {
			out.Do += " " + t.Say(requestID, p.Request)
		}
	}
	return out
}

// One is the fault in one line.
func (f Fault) One() string {
	if f.Do == "" {
		return f.What
	}
	return f.What + " " + f.Do
}

// fill puts figures into a phrase.
func (t T) fill(x Text, figures map[string]string) string {
	return braces(t.Say(x), func(name string) string { return t.figure(name, figures) })
}

// braces puts a value in place of each name in braces. What is in a value stays as it is: a server may write anything.
func braces(s string, value func(name string) string) string {
	var out strings.Builder
	for {
		before, rest, opened := strings.Cut(s, "{")
		name, after, closed := strings.Cut(rest, "}")
		if !opened || !closed {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(before)
		out.WriteString(value(name))
		s = after
	}
}

// figure is a problem's figure for people.
func (t T) figure(name string, figures map[string]string) string {
	v := figures[name]
	switch name {
	case "wanted", "free":
		if n, err := strconv.ParseUint(v, 10, 64); err == nil {
			return t.Quantity(resource.Dimension(figures["dimension"]), n)
		}
	case "dimension":
		return t.Dimension(resource.Dimension(v))
	case "retryAfter":
		n, _ := strconv.Atoi(v)
		return t.About(time.Duration(max(n, 1)) * time.Second)
	case "validUntil", "until", "endedAt":
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return t.Date(time.Unix(n, 0))
		}
	case "min", "max":
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			return t.About(time.Duration(n) * time.Second)
		}
	case "what":
		if w, ok := parts[v]; ok {
			return t.Say(w)
		}
	case "why":
		if w, ok := RelayWhys[v]; ok {
			return t.Say(w)
		}
	case "address", "account":
		if len(v) == 42 {
			return v[:6] + "…" + v[38:]
		}
	}
	if v == "" {
		return "–"
	}
	return v
}

var (
	theySay   = Text{"It says: “%s”", "对方的说明：“%s”"}
	requestID = Text{"Tell us this number if you report it: %s.", "反馈时请附上编号：%s。"}
	badField  = Text{"“%s” is not right.", "“%s”这一项不对。"}
)

var faultUnknown = fault{
	Text{"Something went wrong on this page.", "页面出错了。"},
	Text{"Nothing was sent. Reload the page and try again.", "什么都没有发出。请刷新页面再试。"},
}

// faults are the words of the problem codes: of the servers' (berth/shared/problem), the browser's (ui/js), the
// chain's (ui/api), the wallets' (ui/wallet) and the pages' own.
var faults = map[problem.Code]fault{
	problem.BadRequest: {
		Text{"The server did not understand this page.", "服务器没看懂这个页面的请求。"},
		Text{"Nothing was changed. Reload the page: it may be older than the server.", "没有任何改动。页面可能是旧版，请刷新。"},
	},
	problem.BadField: {Text{"A field is not right.", "有一项填得不对。"}, Text{"Change it and try again.", "改好后再试。"}},
	problem.TooLarge: {Text{"That is too large.", "内容太大了。"}, Text{"Make it shorter and try again.", "请缩短后再试。"}},
	problem.HeadTooLarge: {
		Text{"The request says too much about itself.", "请求头过大。"},
		Text{"Its address or its header lines, such as cookies, are too long. Delete this site's cookies and load the page again.", "地址或请求头（例如 Cookie）太长。请清除此网站的 Cookie 后刷新页面。"},
	},
	problem.TooSlow: {
		Text{"The request took too long to arrive.", "请求传送超时。"},
		Text{"Nothing was changed. Check your connection and try again.", "没有任何更改。请检查网络后重试。"},
	},
	problem.AnswerTooLarge: {
		Text{"The service's answer could not be passed on.", "服务的响应无法转发。"},
		Text{"Its header lines, such as cookies, are too long. That has to be mended in the service.", "响应头（例如 Cookie）太长，需要在服务中修正。"},
	},
	problem.NotFound: {Text{"This is not there.", "找不到这项内容。"}, Text{"The address may be mistyped, or it is gone.", "地址可能有误，或它已不存在。"}},
	problem.LoginNeeded: {
		Text{"You are not logged in.", "你还没有登录。"},
		Text{"Log in with your wallet to go on; what you entered stays.", "用钱包登录后继续，已填内容会保留。"},
	},
	problem.SessionOver: {
		Text{"Your session is over.", "登录已过期。"},
		Text{"Log in once more; what you entered stays.", "请重新登录，已填内容会保留。"},
	},
	problem.BadSignature: {
		Text{"The signature is not by this account.", "签名不是这个账户的。"},
		Text{"Nothing was changed. Choose the right account in the wallet and sign again.", "没有任何改动。请在钱包里换成正确的账户再签一次。"},
	},
	problem.Expired: {
		Text{"This has expired.", "已经过期。"},
		Text{"Nothing was paid. Do this step once more.", "没有付款。请重新做这一步。"},
	},
	problem.Used: {Text{"This was used already.", "已经用过了。"}, Text{"Do this step once more.", "请重新做这一步。"}},
	problem.NotYours: {
		Text{"This order belongs to another account.", "这个订单属于另一个账户。"},
		Text{"Log in with the account that placed it.", "请用下单的账户登录。"},
	},
	problem.NotYet: {
		Text{"This is not there yet: the chain is a moment ahead.", "还没有同步到：链上的进度要快一点。"},
		Text{"Nothing is lost. It comes by itself; try again in {retryAfter}.", "什么都没有丢失，稍后会自动出现。请在 {retryAfter}后再试。"},
	},
	problem.ScopeMissing: {
		Text{"The access that you have here is not for that.", "你在这里的访问权限不包括这项操作。"},
		Text{"Have your wallet authorise this device anew.", "请用钱包重新授权这台设备。"},
	},
	problem.KeyOver: {
		Text{"The access key is not authorised, or not any more.", "这把访问密钥没有获得授权，或授权已经失效。"},
		Text{"Have your wallet authorise it anew.", "请用钱包重新授权。"},
	},
	problem.KeysFull: {
		Text{"There are {most} access keys already, and there may be no more.", "已有 {most} 把访问密钥，不能再增加。"},
		Text{"End one that you do not need any more.", "请先撤销一把不再需要的密钥。"},
	},
	problem.WalletNeeded: {
		Text{"This takes your wallet: what it signed for later than this device, this device cannot end.", "这需要你的钱包：比这台设备更晚签名授权的访问，这台设备无权撤销。"},
		Text{"Confirm it with your wallet.", "请用钱包确认。"},
	},
	problem.RoleMissing: {
		Text{"This account may not do that on this node.", "这个账户在此节点上没有这项权限。"},
		Text{"Log in with the node's wallet or with the operator key's account.", "请用节点的钱包或操作密钥的账户登录。"},
	},
	problem.ConditionMissing: {
		Text{"It was not said which version this changes.", "没有说明要修改的是哪个版本。"},
		Text{"Nothing was saved. Load the page again and make the change once more.", "没有保存。请重新载入页面，再修改一次。"},
	},
	problem.ChangedMeanwhile: {
		Text{"Somebody else saved a change in the meantime.", "这期间有其他人保存了修改。"},
		Text{"Nothing of yours was saved. Look at the newest version and make your change once more.", "你的修改没有保存。请查看最新版本，再修改一次。"},
	},
	problem.BlockedElsewhere: {
		Text{"This user is blocked by the gateway's configuration ({source}).", "这个用户是由网关的配置（{source}）屏蔽的。"},
		Text{"Take the address out there; a file is read again by itself.", "请在那里移除这个地址；文件会自动重新读取。"},
	},
	problem.Busy: {
		Text{"One of this kind is under way already.", "已有一项同类操作正在进行。"},
		Text{"Wait until it is done, then try again.", "请等它完成后再试。"},
	},
	problem.NoDisks: {
		Text{"This node cannot copy disks.", "该节点无法复制磁盘。"},
		Text{"Copy the data by a shell, or take another node.", "请通过终端复制数据，或选择其他节点。"},
	},
	problem.WrongOffset: {
		Text{"This part of the upload is not the next one.", "上传的这一部分不是下一部分。"},
		Text{"Go on at byte {want}.", "请从第 {want} 字节继续。"},
	},
	problem.NoSpace: {
		Text{"There is no room left for snapshots.", "没有空间存放更多快照。"},
		Text{"Download and delete an older one, then try again.", "请下载并删除较旧的快照，然后再试。"},
	},
	problem.GaveWay: {
		Text{"It is open in too many places.", "同时打开的位置太多。"},
		Text{"This one, the oldest, was closed. Close another one and open it again here.", "最早打开的这一个已关闭。请先关闭其他的，再在这里重新打开。"},
	},
	problem.WrongRevision: {
		Text{"Somebody deployed this order in the meantime.", "这期间订单已被重新部署过。"},
		Text{"Nothing was changed by you. Try again to deploy over it.", "你这次没有改动任何东西。再试一次即可覆盖部署。"},
	},
	problem.DoesNotFit: {
		Text{"It does not fit into the order: {dimension} {wanted}, and the order has {free}.", "超出订单的资源：{dimension}需要 {wanted}，订单只有 {free}。"},
		Text{"Nothing was deployed. Choose less, or rent more.", "没有部署。请减少用量，或租用更多资源。"},
	},
	problem.UnknownImage: {
		Text{"The node does not have this image.", "节点没有这个镜像。"},
		Text{"Nothing was deployed. Choose another service, or another node.", "没有部署。请换一个服务或节点。"},
	},
	problem.ForeignImage: {
		Text{"The node fetches no images from this registry.", "节点不从这个镜像仓库拉取镜像。"},
		Text{"Nothing was deployed. Use an image from a public registry, or another node.", "没有部署。请改用公共镜像仓库里的镜像，或换一个节点。"},
	},
	problem.FeatureLost: {
		Text{"The node has lost what it promised this order: {lost}.", "节点失去了它向此订单承诺的能力：{lost}。"},
		Text{"Nothing was changed; what runs goes on. Try again later, or cancel the order: the rest of your money comes back, and the quote that the node signed shows what it promised.", "没有任何改变，正在运行的服务继续运行。请稍后再试，或取消订单：剩余的钱会退还给你，节点签名的报价可以证明它承诺过什么。"},
	},
	problem.NoIsolation: {
		Text{"The node cannot run the service {service} the way it has to run.", "节点不能按服务 {service} 所需的方式运行它。"},
		Text{"Nothing was deployed. Choose a node whose card says that it runs root or has a sandbox, or name a user that is not root.", "没有部署。请选择卡片上写明可以用 root 或有沙箱的节点，或改用非 root 用户。"},
	},
	problem.NoImage: {
		Text{"The image cannot be fetched as the file says.", "无法按文件里写的方式拉取这个镜像。"},
		Text{"Nothing was deployed. Check its name and tag, and the registry's user and password.", "没有部署。请检查镜像名和标签，以及镜像仓库的用户名和密码。"},
	},
	problem.TooMany: {
		Text{"That was too often.", "操作太频繁。"},
		Text{"Wait {retryAfter} and try again.", "请等 {retryAfter}再试。"},
	},
	problem.Unavailable: {
		Text{"The server cannot answer now.", "服务器暂时无法回应。"},
		Text{"What runs goes on running. Try again in a moment.", "正在运行的服务不受影响。请稍后再试。"},
	},
	problem.CrossSite: {
		Text{"The server refused a request from this site.", "服务器拒绝了来自本站的请求。"},
		Text{"Open the app at its own address and try again.", "请从应用自己的网址打开后再试。"},
	},
	problem.Internal: {
		Text{"The server made a mistake.", "服务器出错了。"},
		Text{"Your money and data are where they were. Try again in a moment.", "资金和数据没有变化。请稍后再试。"},
	},
	problem.NotDeployed: {Text{"Nothing runs for this order yet.", "这个订单还没有部署服务。"}, Text{"Deploy a service first.", "请先部署。"}},
	problem.OrderEnded: {
		Text{"This order is over.", "订单已经结束。"},
		Text{"Its service has stopped. Rent again to go on.", "服务已停止。如需继续，请重新租用。"},
	},
	problem.ServiceStopped: {Text{"The service is stopped.", "服务已停止。"}, Text{"Start it again.", "请重新启动。"}},
	problem.DiskStays: {
		Text{"The disk {volume} has {free} MiB and cannot have {wanted} MiB.", "磁盘 {volume} 现有 {free} MiB，不能改为 {wanted} MiB。"},
		Text{"Nothing was deployed. A disk never shrinks, and grows only where the node's card says that disks grow. Write the size that it has, or give the volume another name for a new disk.", "没有部署。磁盘不能缩小；只有节点卡片写明磁盘可以扩大时才能扩大。请写现有的大小，或换一个卷名来新建磁盘。"},
	},
	problem.NoRoomBeside: {
		Text{"The order has no room for the new version beside the one that runs.", "订单的资源不够让新旧两个版本同时运行。"},
		Text{"Nothing was changed. Agree to a short stop and deploy again, or rent more.", "没有任何改动。可同意短暂停机后再部署，或租用更多资源。"},
	},
	problem.LinkUnknown: {Text{"This share link opens nothing here.", "此分享链接在这里无效。"}, Text{"Copy the whole link once more, or ask for a new one.", "请重新复制完整链接，或索取新链接。"}},
	problem.LinkExpired: {Text{"The share link has expired.", "分享链接已过期。"}, Text{"Make a new one, or ask for one.", "请制作或索取新链接。"}},
	problem.LinkUsedUp:  {Text{"The share link is used up.", "分享链接已用完。"}, Text{"Make a new one, or ask for one.", "请制作或索取新链接。"}},
	problem.LinkRevoked: {Text{"The share link was ended.", "分享链接已被撤销。"}, Text{"Make a new one, or ask for one.", "请制作或索取新链接。"}},
	problem.LinkShut: {
		Text{"Share links do not open a private service.", "分享链接打不开私有服务。"},
		Text{"Let links open it first, then make one.", "请先允许通过链接访问，再制作链接。"},
	},
	problem.OutsideLink:    {Text{"The share link is for another part of the service.", "分享链接只开放服务的另一部分。"}, Text{"Ask for one that reaches further.", "请索取范围更大的链接。"}},
	problem.LinkMethod:     {Text{"The share link does not allow this.", "分享链接不允许此操作。"}, Text{"Ask for one that allows more.", "请索取权限更大的链接。"}},
	problem.PasswordNeeded: {Text{"The service asks for a password.", "服务需要密码。"}, Text{"Open it in a browser and enter it.", "请在浏览器中打开并输入。"}},
	problem.PasswordWrong:  {Text{"The user name or the password is wrong.", "用户名或密码错误。"}, Text{"Check both and try again.", "请检查后重试。"}},
	problem.Full: {
		Text{"There are {most} already, and no more is possible.", "已有 {most} 个，不能再添加。"},
		Text{"Remove one first.", "请先移除一个。"},
	},
	problem.Timeout: {
		Text{"{host} did not answer in time.", "{host} 没有及时回应。"},
		Text{"What runs goes on running. Try again.", "正在运行的服务不受影响。请再试一次。"},
	},
	problem.NoShell: {
		Text{"No shell can be opened here.", "这里打不开终端。"},
		Text{"The node offers none, or the service's image has no shell. Its log shows what it says.", "节点不提供终端，或服务的镜像里没有 shell。可以查看日志了解运行情况。"},
	},
	problem.NoPort: {
		Text{"Nothing takes connections at this port.", "这个端口上没有程序接受连接。"},
		Text{"Look at which port the service listens; its log may say so.", "请看看服务监听的是哪个端口，日志里通常会写。"},
	},
	problem.Idle: {
		Text{"It was closed because nothing happened in it for a while.", "长时间没有操作，已自动关闭。"},
		Text{"The service goes on running. Open it again when you need it.", "服务仍在运行，需要时重新打开即可。"},
	},

	"offline": {
		Text{"{host} cannot be reached.", "无法连接 {host}。"},
		Text{"Check your connection and try again. What runs goes on running.", "请检查网络后再试。正在运行的服务不受影响。"},
	},
	"too-long": {
		Text{"{host} sent more than this page takes.", "{host} 发来的内容超出了页面可接受的大小。"},
		Text{"The rest was left out. What runs goes on running.", "其余部分已略去。正在运行的服务不受影响。"},
	},
	"bad-address": {
		Text{"This address does not belong to the node: {host}", "这个地址不属于该节点：{host}"},
		Text{"It was not opened. The node may be out of order, or not honest; choose another one if this stays so.", "页面没有打开它。节点可能出了故障或不可信；若一直如此，请换一个节点。"},
	},
	"bad-answer": {
		Text{"{host} gave an answer that this page does not understand.", "{host} 的回应无法识别。"},
		Text{"Reload the page: it may be older than the server. If that does not help, the server is out of order.", "页面可能是旧版，请刷新；若仍不行，则是服务器故障。"},
	},

	"rpc":      {Text{"The chain's node refused the request.", "链节点拒绝了请求。"}, Text{"Nothing was sent. Try again.", "什么都没有发出。请再试一次。"}},
	"reverted": {Text{"The contract refused this.", "合约拒绝了这次操作。"}, Text{"Your tokens are where they were; only the fee may be gone.", "代币没有变化，最多损失手续费。"}},

	"wallet-declined": {
		Text{"You declined in the wallet.", "你在钱包里拒绝了。"},
		Text{"Nothing was signed or paid. Go on when you are ready.", "没有签名，也没有付款。准备好后可以继续。"},
	},
	"wallet-pending": {
		Text{"Your wallet is asking already.", "钱包正在等你确认。"},
		Text{"Open its window and answer there.", "请打开钱包窗口处理。"},
	},
	"wallet-locked": {
		Text{"The wallet does not show this account to the page.", "钱包没有向此页面出示该账户。"},
		Text{"Unlock the wallet, choose the account that you logged in with, and try again.", "请解锁钱包，选择登录时的账户，然后再试。"},
	},
	"wallet-unsupported": {
		Text{"This wallet cannot do what is needed ({method}).", "这个钱包不支持所需的功能（{method}）。"},
		Text{"Use another wallet.", "请换一个钱包。"},
	},
	"wallet-wrong-chain": {
		Text{"The wallet is on another chain.", "钱包不在这条链上。"},
		Text{"Nothing was sent. Switch it to {chain} and try again.", "什么都没有发出。请把钱包切换到 {chain} 再试。"},
	},
	"wallet-absent": {
		Text{"There is no wallet in this browser.", "这个浏览器里没有钱包。"},
		Text{"Install one, or open this page in a wallet's own browser.", "请安装一个钱包，或在钱包自带的浏览器里打开本页。"},
	},
	"wallet-no-funds": {
		Text{"The account has not enough coin for the network fee.", "账户里的币不够付网络手续费。"},
		Text{"Nothing was sent. Put some on the account and try again.", "什么都没有发出。请充值后再试。"},
	},
	"wallet-away": {
		Text{"Your wallet has no connection to the chain.", "你的钱包没有连上链。"},
		Text{"Check your connection, and try again. What was sent already, the wallet shows.", "请检查网络后再试。已经发出的交易，钱包里看得到。"},
	},
	"wallet-ended": {
		Text{"Your wallet on the other device is not connected any more.", "另一台设备上的钱包已断开连接。"},
		Text{"Nothing was signed or sent. Log in with it once more; what you entered stays.", "没有签名，也没有发出任何东西。请用它重新登录，已填内容会保留。"},
	},
	"wallet-failed": {Text{"The wallet could not do this.", "钱包没能完成这次操作。"}, Text{"Nothing was sent.", "什么都没有发出。"}},
	"other-account": {
		Text{"You are logged in as {address}, but the wallet shows {account}.", "你登录的是 {address}，但钱包当前是 {account}。"},
		Text{"Choose {address} in the wallet, or log in with the other account.", "请在钱包里切换到 {address}，或用另一个账户登录。"},
	},
	"not-node": {
		Text{"Nothing was signed: only the node's own wallet, {address}, changes its entry; the wallet shows {account}.", "没有签名：只有节点自己的钱包 {address} 能修改登记信息，钱包当前是 {account}。"},
		Text{"Choose {address} in the wallet and log in with it.", "请在钱包里切换到 {address} 并用它登录。"},
	},
	"entry-moved": {
		Text{"Nothing was signed: the node's entry on chain is not what is shown any more ({what}: {want}).", "没有签名：链上的登记信息与显示的不再一致（{what}：{want}）。"},
		Text{"Reload the page and look at it again.", "请刷新页面，重新核对。"},
	},
	"card-differs": {
		Text{"The gateway at {host} says otherwise ({what}): it says {said}, this form says {want}.", "位于 {host} 的网关说法不同（{what}）：网关是 {said}，表单是 {want}。"},
		Text{"Mend the form, or the gateway's settings. A node whose gateway says otherwise is not listed.", "请修改表单或网关设置。说法不一致的节点不会被列出。"},
	},
	"choose-wallet": {
		Text{"There is more than one wallet in this browser.", "这个浏览器里有多个钱包。"},
		Text{"Log in once more and choose the one to use.", "请重新登录，选择要用的那一个。"},
	},

	"contracts-differ": {
		Text{"Nothing was signed: the platform names another {what} than this site is for. It says {said}; right is {want}.", "没有签名：平台给出的{what}与本站不符。平台说的是 {said}，正确的是 {want}。"},
		Text{"The platform may be lying, or be one for other contracts. Do not pay anything here until its operator has explained it.", "平台可能在说谎，或者用于另一套合约。在运营者解释清楚之前，请不要在这里付款。"},
	},
	"contracts-new": {
		Text{"This site was built without the contracts' addresses. The platform names: chain {chain}, market {market}, Berth's own token {token}, registry {registry}, staking {staking}, Permit2 {permit2}, and to pay in: {tokens}. One with =$ is shown as dollars.", "本站构建时没有写入合约地址。平台给出的是：链 {chain}、市场 {market}、Berth 代币 {token}、注册表 {registry}、质押 {staking}、Permit2 {permit2}，可支付的代币：{tokens}。带 =$ 的按美元显示。"},
		Text{"Compare them with a source that you trust. Once you confirm them here, others are refused in this browser.", "请与你信任的来源核对。确认之后，本浏览器会拒绝其他地址。"},
	},
	"contracts-changed": {
		Text{"Nothing was signed: the platform names another {what} than the one that you confirmed in this browser. It says {said}; you confirmed {want}.", "没有签名：平台给出的{what}与你在本浏览器中确认过的不同。平台说的是 {said}，你确认的是 {want}。"},
		Text{"The platform may be lying. If its operator has announced new contracts, delete this site's data in the browser and confirm them anew.", "平台可能在说谎。若运营者已公布新合约，请清除本站在浏览器中的数据，再重新确认。"},
	},
	"contracts-false": {
		Text{"Nothing was signed: what is at {address} is not Berth's contract ({what}).", "没有签名：{address} 处不是 Berth 的合约（{what}）。"},
		Text{"Check that the wallet is on the right chain and uses an RPC that you trust.", "请检查钱包是否在正确的链上，并使用可信的 RPC。"},
	},
	"token-differs": {
		Text{"Nothing was signed: the token is not what the platform says of it ({what}). It says {said}; on chain it is {want}.", "没有签名：代币与平台的说法不符（{what}）。平台说的是 {said}，链上是 {want}。"},
		Text{"Amounts on these pages may be wrong by that. Do not pay anything here.", "页面上的金额可能因此有误。请不要在这里付款。"},
	},
	"login-differs": {
		Text{"Nothing was signed: the platform's login message is not one of this site ({what}). It has “{said}”, which must be “{want}”.", "没有签名：平台给出的登录消息不属于本站（{what}）。其中是“{said}”，应为“{want}”。"},
		Text{"Open the site at the address that its operator gives. If you are there, the platform may be trying to have you sign for another site.", "请用运营者公布的网址打开本站。若网址无误，平台可能在骗你为别的网站签名。"},
	},
	"login-time": {
		Text{"Nothing was signed: the login message's time is {said}, and here it is {want}.", "没有签名：登录消息的时间是 {said}，而本机是 {want}。"},
		Text{"Set this device's clock, and try again.", "请校准本机时钟，然后再试。"},
	},
	"order-differs": {
		Text{"Nothing was signed: order {id} is not what the platform shows ({what}). It shows {said}; on chain it is {want}.", "没有签名：订单 {id} 与平台显示的不符（{what}）。平台显示 {said}，链上是 {want}。"},
		Text{"Reload the page: it may be older than the chain. If it stays so, do not trust this platform.", "请刷新页面：它可能比链上旧。若仍如此，请不要相信这个平台。"},
	},
	"order-unseen": {
		Text{"The wallet's view of the chain does not have order {id} yet.", "钱包所连的链节点上还没有订单 {id}。"},
		Text{"Nothing was signed. Try again in a minute; if it stays so, check which RPC the wallet uses for this chain.", "没有签名。请稍后再试；若仍如此，请检查钱包在这条链上使用的 RPC。"},
	},
	"quote-differs": {
		Text{"Nothing was signed: the quote is not for what you asked ({what}): {said} instead of {want}.", "没有签名：报价与你的要求不符（{what}）：{said}，而不是 {want}。"},
		Text{"Nothing was paid. Ask again, or choose another node.", "没有付款。请重新询价，或换一个节点。"},
	},
	"gateway-unknown": {
		Text{"The registry on chain has no gateway for node {address} that this page can reach.", "链上注册表里没有本页可以访问的节点 {address} 网关。"},
		Text{"Nothing was signed. Its operator has to enter it.", "没有签名。需要节点运营者登记。"},
	},
	"gateway-moved": {
		Text{"Nothing was signed: the node's gateway is at {want} now, not at {said}.", "没有签名：节点的网关现在是 {want}，而不是 {said}。"},
		Text{"Reload the page and sign in to the new one.", "请刷新页面，重新授权。"},
	},

	"balance-short": {
		Text{"The deposit is {needed}; the account has {have}.", "需要托管 {needed}，账户只有 {have}。"},
		Text{"Nothing was paid. Choose a shorter time or a lower rate, or add tokens.", "没有付款。请缩短时长、降低价格，或充值代币。"},
	},
	"access-over": {
		Text{"The node does not take the old signature any more.", "节点不再接受之前的签名。"},
		Text{"Your service goes on. Sign once more to get in.", "服务照常运行。请重新签名进入。"},
	},
	"quote-expired": {
		Text{"The node's quote has run out.", "节点的报价已过期。"},
		Text{"Nothing was paid. Ask again for a fresh one.", "没有付款。请重新询价。"},
	},
	"no-staking": {
		Text{"This chain has no staking contract.", "这条链上没有质押合约。"},
		Text{"Nothing was sent. Renting works without.", "什么都没有发出。租用不受影响。"},
	},
	problem.RelayDeclined: {
		Text{"The platform does not pay the network fee of this order: {why}.", "平台不为这笔订单支付网络费：{why}。"},
		Text{"Nothing was taken. You can pay the fee yourself, from the same page.", "没有扣款。你可以在本页自己支付网络费。"},
	},
	"relay-failed": {
		Text{"The platform could not place the order: {why}.", "平台未能提交订单：{why}。"},
		Text{"Nothing was taken. Pay the fee yourself, or ask the node again.", "没有扣款。你可以自己支付网络费，或重新询价。"},
	},
	"sent-unknown": {
		Text{"The transaction was sent, but it is not in a block yet.", "交易已发出，但还没有进入区块。"},
		Text{"Do not pay again. Look at your orders in a minute: it shows there once it is in.", "请不要重复付款。稍等片刻后查看订单，成功后会出现在那里。"},
	},
}

// fields are what fields are called that a gateway may find wrong.
var fields = map[string]Text{
	"host": {"Domain", "域名"}, "service": {"Service", "服务"}, "label": {"What it is for", "用途"}, "pathPrefix": {"Path", "路径"}, "methods": {"Methods", "请求方法"},
	"maxUses": {"How often", "使用次数"}, "expiresAt": {"How long it is good", "有效期"}, "visibility": {"Who may open it", "谁可以打开"},
	"perMinute": {"Requests a minute", "每分钟请求数"}, "basic.user": {"User", "用户名"}, "basic.password": {"Password", "密码"},
	"idleSeconds": {"Unused time", "闲置时间"}, "lifeSeconds": {"Longest time", "最长时间"},
	"bucket.endpoint": {"S3 server", "S3 服务器"}, "bucket.region": {"Region", "区域"}, "bucket.bucket": {"Bucket", "存储桶"}, "bucket.prefix": {"Folder", "目录"}, "bucket.accessKey": {"Access key", "访问密钥 ID"},
	"bucket.secret": {"Secret", "密文"}, "bucket.pathStyle": {"Where the bucket's name stands", "桶名的位置"}, "recipients": {"Public key", "公钥"}, "identity": {"Your key", "你的密钥"}, "disks": {"Disks", "磁盘"},
	"path": {"Backup", "备份"}, "every": {"How often", "频率"}, "keep.newest": {"How many are kept", "保留数量"}, "keep.daily": {"How many are kept", "保留数量"}, "keep.weekly": {"How many are kept", "保留数量"},
	"access.key": {"Public key", "公钥"}, "access.name": {"Name", "名称"}, "access.scopes": {"What it may do", "权限"}, "access.notAfter": {"How long it is good", "有效期"},
}

// parts are what of the contracts, the token, an order, a quote or a login message a problem is about.
var parts = map[string]Text{
	"chain": {"chain", "链"}, "market": {"market", "市场合约"}, "token": {"token", "代币"}, "registry": {"registry", "注册表"}, "staking": {"staking", "质押合约"},
	"decimals": {"decimals", "小数位数"}, "symbol": {"symbol", "符号"}, "name": {"name", "名称"},
	"domain": {"the site's name", "网站域名"}, "scheme": {"http or https", "http 或 https"}, "uri": {"the site's address", "网站地址"}, "statement": {"the words", "正文"},
	"nonce": {"the nonce", "随机数"}, "extra": {"a line too many", "多余的内容"}, "form": {"its form", "格式"},
	"node": {"node", "节点"}, "user": {"account", "账户"}, "resources": {"resources", "资源"}, "rate": {"price", "价格"}, "kind": {"kind of answer", "回应类型"}, "duration": {"duration", "时长"},
	"maxDuration": {"longest duration", "最长时长"}, "deposit": {"deposit", "托管金额"}, "probation": {"free time", "免费时段"}, "validUntil": {"how long it is good", "有效期"},
	"views": {"the market's reads", "市场合约的读取部分"}, "permit2": {"Permit2", "Permit2"}, "tokens": {"list of tokens", "代币列表"}, "listed": {"listing by the market", "市场收录"},
	"dollar": {"token that is shown as dollars", "按美元显示的代币"}, "version": {"version", "版本"}, "features": {"what the node promises", "节点的承诺"}, "committed": {"time that is paid for in any case", "承诺付费的时长"},
	"notice": {"notice that the node gives", "节点的通知期"}, "minStake": {"stake", "质押"}, "referrer": {"referrer", "推荐人"}, "referrerShare": {"referrer's share", "推荐人分成"},
	"announced": {"announced end", "已通知的结束时间"}, "operator": {"operator key", "操作密钥"}, "endpoint": {"endpoint", "接入地址"}, "epoch": {"epoch", "纪元"}, "entry": {"entry", "登记信息"},
	"settled": {"what was paid out", "已付金额"}, "activated": {"when it began", "开始时间"}, "address": {"account", "账户"},
}

// reverts are the words of the contracts' errors.
var reverts = map[string]fault{
	"Market_QuoteExpired": {
		Text{"The node's quote had run out by the time the transaction was in a block.", "交易进入区块时，节点的报价已过期。"},
		Text{"Your tokens are where they were. Ask again for a fresh quote.", "代币没有变化。请重新询价。"},
	},
	"Market_QuoteUsed": {
		Text{"This quote was used already.", "这份报价已经用过。"},
		Text{"Your tokens are where they were. Look at your orders, or ask again.", "代币没有变化。请查看订单，或重新询价。"},
	},
	"Market_QuoteVoid": {
		Text{"The node has taken back all its quotes of before.", "节点已作废此前的全部报价。"},
		Text{"Your tokens are where they were. Ask again for a fresh quote.", "代币没有变化。请重新询价。"},
	},
	"Market_NotFirstOrder": {
		Text{"The quote gives you free time that only a user's first order with a node has, and you have had one here.", "报价含有只给首个订单的免费试用，而你在这个节点已有过订单。"},
		Text{"Your tokens are where they were. Ask again: the node now knows.", "代币没有变化。请重新询价，节点会据此报价。"},
	},
	"Market_StakeTooSmall": {
		Text{"The quote's free time asks for more stake than you have that counts and is not locked already.", "报价的免费试用要求的质押，多于你已计入且未锁定的质押。"},
		Text{"Your tokens are where they were. Ask again for a quote without free time, or stake more and wait until it counts.", "代币没有变化。请重新询价（不含试用），或增加质押并等它计入。"},
	},
	"Market_CommitmentTooLarge": {
		Text{"What is left of your commitment does not fit into the new order.", "你尚未付完的承诺放不进新订单。"},
		Text{"Your tokens are where they were. Choose a longer time or a larger size.", "代币没有变化。请选择更长的时长或更大的规格。"},
	},
	"Market_DifferentToken": {
		Text{"The quote is in another currency than the order that it would replace.", "报价的币种与要替换的订单不同。"},
		Text{"Your tokens are where they were. Ask again.", "代币没有变化。请重新询价。"},
	},
	"Market_UnknownToken": {
		Text{"The market does not take this currency.", "市场合约不收这种币。"},
		Text{"Your tokens are where they were. Choose another currency.", "代币没有变化。请换一种币。"},
	},
	"Market_FeeOnTransfer": {
		Text{"The token keeps a part of each transfer, which the market does not take.", "该代币转账会扣费，市场合约不接受。"},
		Text{"Your tokens are where they were. Choose another currency.", "代币没有变化。请换一种币。"},
	},
	"SafeERC20FailedOperation": {
		Text{"The token refused the transfer.", "代币合约拒绝了转账。"},
		Text{"Nothing was paid. It may be paused, or have blocked an account; choose another currency.", "没有付款。代币可能已暂停或冻结了账户，请换一种币。"},
	},
	"Market_LiveOrder": {
		Text{"You have a live order with this node already: number {id}.", "你在这个节点已有进行中的订单：{id} 号。"},
		Text{"Your tokens are where they were. Use or end that order, or choose another node.", "代币没有变化。请使用或结束该订单，或换一个节点。"},
	},
	"Market_WrongState": {
		Text{"The order has moved on in the meantime.", "订单状态已经变化。"},
		Text{"Nothing was changed by you. Look at its state now.", "你这次没有改动任何东西。请查看最新状态。"},
	},
	"Market_OrderOver": {
		Text{"The order's time was up at {endedAt}.", "订单已于 {endedAt} 到期。"},
		Text{"Rent again to go on.", "如需继续，请重新租用。"},
	},
	"Market_WrongUser": {
		Text{"The quote is for another account.", "报价是给另一个账户的。"},
		Text{"Choose the account that you logged in with.", "请切换到登录时的账户。"},
	},
	"Market_NotUser":  {Text{"Only the account that placed the order may do this.", "只有下单的账户可以这样做。"}, Text{"Log in with that account.", "请用该账户登录。"}},
	"Market_NotParty": {Text{"Only the order's two sides may end it.", "只有订单双方可以结束它。"}, Text{"Log in with the account that placed it.", "请用下单的账户登录。"}},
	"Market_BadSignature": {
		Text{"The node's signature under its quote is not good.", "节点对报价的签名无效。"},
		Text{"Your tokens are where they were. Choose another node.", "代币没有变化。请换一个节点。"},
	},
	"Market_DurationOutOfRange": {
		Text{"The node takes orders from {min} to {max}.", "节点接受的时长为 {min} 到 {max}。"},
		Text{"Your tokens are where they were. Change the duration and ask again.", "代币没有变化。请调整时长后重新询价。"},
	},
	"Market_NothingOwed": {Text{"There is nothing to withdraw.", "没有可提取的金额。"}, Text{"It may have been withdrawn already.", "可能已经提取过了。"}},
	"Market_NotAgent": {
		Text{"This account may not act for the order's user, or not for so long.", "该账户无权替订单的用户操作，或期限不够。"},
		Text{"Nothing was changed. The user can allow it anew on the order's page.", "没有任何改动。用户可在订单页面重新授权。"},
	},
	"Market_OverBudget": {
		Text{"That is more than the user lets the agent spend.", "超出了用户给代理的额度。"},
		Text{"Nothing was paid. The user can allow more on the order's page.", "没有付款。用户可在订单页面提高额度。"},
	},
	"Market_DifferentNode": {
		Text{"The quote is of another node than the order that it would replace.", "报价来自另一个节点，与要替换的订单不同。"},
		Text{"Your tokens are where they were. Ask the order's own node.", "代币没有变化。请向订单所在的节点询价。"},
	},
	"Market_ActivationWindowPassed": {
		Text{"The node can no longer start the order: its time for that was over at {until}.", "节点已不能启动订单：期限为 {until}。"},
		Text{"Nothing was spent. Take the escrow back on the order's page.", "分文未花。请在订单页面取回托管金额。"},
	},
	"Market_ActivationWindowOpen": {
		Text{"The node may still start the order until {until}.", "节点在 {until}之前仍可启动订单。"},
		Text{"Nothing was changed. Wait until then, or end the order yourself.", "没有任何改动。请等到那时，或自行结束订单。"},
	},
	"Market_ProbationTooLong": {
		Text{"The quote gives more free time than the market takes.", "报价的免费时段超出了市场合约的上限。"},
		Text{"Your tokens are where they were. Ask again, or choose another node.", "代币没有变化。请重新询价，或换一个节点。"},
	},
	"Market_OutOfRange": {
		Text{"The quote has a number that an order cannot hold.", "报价中有超出订单范围的数值。"},
		Text{"Your tokens are where they were. Ask again, or choose another node.", "代币没有变化。请重新询价，或换一个节点。"},
	},
	"Market_ZeroRate": {
		Text{"At this price the whole order would cost nothing, which the market does not take.", "按此价格整个订单费用为零，市场合约不接受。"},
		Text{"Your tokens are where they were. Choose a longer time or a higher price.", "代币没有变化。请延长时长或提高价格。"},
	},
	"Market_BadReferrer": {
		Text{"The quote gives a referrer more than the market allows.", "报价给推荐人的分成超出市场合约的上限。"},
		Text{"Your tokens are where they were. Ask again, or choose another node.", "代币没有变化。请重新询价，或换一个节点。"},
	},
	"Market_BadRecipient": {
		Text{"The money would go to one of the contracts, where it would be lost.", "款项会转入合约自身而丢失。"},
		Text{"Nothing was paid out. Choose an account of your own.", "没有付款。请选择你自己的账户。"},
	},
	"Staking_ZeroAmount": {
		Text{"There is nothing to be done: the amount is 0.", "没有可操作的金额。"},
		Text{"Nothing was changed. What was earned may have been paid already.", "没有任何改动。收益可能已经提取过了。"},
	},
	"Staking_NotEnough": {
		Text{"That is more of your stake than is free: some may be locked for a probation, or taken back already.", "超出了可用的质押：部分可能因试用期锁定，或已经取回。"},
		Text{"Nothing was changed. Look at your stake now, and choose less.", "没有任何改动。请查看最新的质押，选择更小的数额。"},
	},
	"Staking_BadRecipient": {
		Text{"The tokens would go to one of the contracts, where they would be lost.", "代币会转入合约自身而丢失。"},
		Text{"Nothing was paid out. Choose an account of your own.", "没有付款。请选择你自己的账户。"},
	},
	"Staking_Principal": {
		Text{"The contract has not enough beyond the stakes to pay what you earned.", "合约在质押本金之外的余额不足以支付你的收益。"},
		Text{"Your stake is safe and what you earned stays yours. This must not happen: report it.", "你的质押是安全的，收益仍归你。这不应发生，请反馈。"},
	},
	"Staking_OnlyMarket": {
		Text{"That stake is still locked for a probation.", "这部分质押仍因试用期锁定。"},
		Text{"Nothing was changed. It is free once the probation is over or the order ends.", "没有任何改动。试用期满或订单结束后解锁。"},
	},
	"Registry_LiveOrders": {
		Text{"Orders still hold a part of the node.", "仍有订单占用该节点。"},
		Text{"Nothing was changed. End them, or wait until they are over.", "没有任何改动。请先结束订单，或等它们到期。"},
	},
	"Registry_BelowReserved": {
		Text{"Live orders hold more than the new totals, or GPUs of another model.", "现有订单占用的资源多于新的总量，或 GPU 型号不同。"},
		Text{"Nothing was changed. Offer at least what they hold.", "没有任何改动。总量至少要覆盖已占用的部分。"},
	},
	"Registry_NotRegistered": {
		Text{"This wallet has no node in the registry.", "此钱包没有注册节点。"},
		Text{"Nothing was changed. Register it first.", "没有任何改动。请先注册。"},
	},
	"Registry_Paused": {
		Text{"The node takes no new orders now.", "节点暂停接单。"},
		Text{"Your tokens are where they were. Choose another node.", "代币没有变化。请换一个节点。"},
	},
	"Registry_OutOfCapacity": {
		Text{"Somebody else took the node's last free resources.", "节点剩余资源刚被别人租走。"},
		Text{"Your tokens are where they were. Choose another node.", "代币没有变化。请换一个节点。"},
	},
	"ERC20InsufficientBalance": {
		Text{"The account has not enough tokens.", "账户代币不足。"},
		Text{"Nothing was paid. Choose a shorter time or a lower rate, or add tokens.", "没有付款。请缩短时长、降低价格，或充值代币。"},
	},
	"ERC20InsufficientAllowance": {
		Text{"The market may not take the deposit.", "市场合约没有获得划转托管金的授权。"},
		Text{"Nothing was paid. Pay once more and approve in the wallet.", "没有付款。请重新支付并在钱包里同意授权。"},
	},
	"ERC2612ExpiredSignature": {
		Text{"The signed permit has run out.", "签名的授权已过期。"},
		Text{"Nothing was paid. Pay once more and sign again.", "没有付款。请重新支付并再签一次。"},
	},
	"ERC2612InvalidSigner": {
		Text{"The permit was signed by another account.", "授权由另一个账户签署。"},
		Text{"Nothing was paid. Choose the account that you logged in with.", "没有付款。请切换到登录时的账户。"},
	},
}

// Flaw is something in a file that cannot be had, in the viewer's language where there are words for it, and else in the node's.
func (t T) Flaw(x wire.ManifestProblem) string {
	switch {
	case x.Code == problem.DiskStays:
		return t.Fault(problem.New(422, x.Code, "%s", x.Text).With("volume", x.Path).With("wanted", x.Wanted).With("free", x.Free)).What
	case t.Lang == ZH && (x.Code == problem.UnknownImage || x.Code == problem.ForeignImage || x.Code == problem.NoIsolation):
		return t.Fault(problem.New(422, x.Code, "%s", x.Text).With("service", x.Path)).One()
	case x.Code != problem.DoesNotFit || x.Dimension == "":
		return x.Text
	}
	return t.Fault(problem.New(422, x.Code, "%s", x.Text).With("dimension", string(x.Dimension)).With("wanted", x.Wanted).With("free", x.Free)).What
}
