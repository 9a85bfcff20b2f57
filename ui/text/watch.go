package text

import (
	"strconv"
	"strings"
	"time"

	"berth/shared/wire"
)

// Words of what there is to watch of a deployment: its logs.
var (
	WatchService = Text{"Service", "服务"}
	WatchNone    = Text{"Nothing has been deployed for this order yet.", "这个订单还没有部署任何内容。"}
	WatchEnded   = Text{"Over", "已结束"}

	LogsConnecting = Text{"Connecting", "连接中"}
	LogsLive       = Text{"Live", "实时"}
	LogsPaused     = Text{"Paused", "已暂停"}
	LogsLost       = Text{"Connection lost, trying again", "连接断开，正在重试"}
	LogsLostDo     = Text{"The service may well go on; only this page does not hear from the node now. What it writes meanwhile comes once the node answers.", "服务可能仍在运行，只是此页面暂时收不到节点的消息。恢复后会补上这段时间的日志。"}
	LogsEmpty      = Text{"Nothing written yet. What the service writes to its output appears here at once.", "还没有日志。服务输出的内容会立即显示在这里。"}
	LogsKept       = Text{"Nothing of this service's log is kept.", "没有保留该服务的日志。"}
	LogsBox        = Text{"Log of %s", "%s 的日志"}
	LogsSearch     = Text{"Search", "搜索"}
	LogsHits       = Text{"%d of %d", "第 %d 行，共 %d 行匹配"}
	LogsHitCount   = Plural{"%d line", "%d lines", "%d 行匹配"}
	LogsNoHits     = Text{"No line has it", "没有匹配"}
	LogsPrevious   = Text{"Previous match", "上一处"}
	LogsNext       = Text{"Next match", "下一处"}
	LogsOnly       = Text{"Only matches", "只看匹配"}
	LogsPause      = Text{"Pause", "暂停"}
	LogsGoOn       = Text{"Go on", "继续"}
	LogsWrap       = Text{"Wrap", "换行"}
	LogsClear      = Text{"Clear", "清空"}
	LogsDownload   = Text{"Download", "下载"}
	LogsSaving     = Text{"Downloading", "下载中"}
	LogsNew        = Plural{"%d new line", "%d new lines", "%d 行新日志"}
	LogsToEnd      = Text{"To the newest lines", "回到最新"}
	LogsLeftOut    = Plural{"%d line left out", "%d lines left out", "省略了 %d 行"}
	LogsMost       = Text{"The newest %d lines are shown; the download has all that is kept.", "这里显示最新的 %d 行，下载可获得保留的全部日志。"}
)

// Words of what happened, and of what is used.
var (
	ActivityTitle   = Text{"What happened", "发生的事"}
	ActivityEmpty   = Text{"Nothing has happened yet. What the node does for this order is listed here.", "还没有记录。节点为这个订单所做的事会列在这里。"}
	ActivityLoading = Text{"Asking the node", "正在询问节点"}
	ActivityOlder   = Text{"Show earlier ones", "显示更早的"}
	ActivityTimes   = Text{"×%d", "×%d"}
	ActivityOften   = Plural{"%d time", "%d times", "共 %d 次"}
	ActivityBad     = Text{"Trouble", "异常"}
	Today           = Text{"Today", "今天"}
	Yesterday       = Text{"Yesterday", "昨天"}

	UseTitle    = Text{"What it uses", "资源使用"}
	UseSpan     = Text{"How far back", "时间范围"}
	UseHour     = Text{"1 hour", "1 小时"}
	UseDay      = Text{"24 hours", "24 小时"}
	UseNone     = Text{"No figures yet. The first come about 15 seconds after the start.", "还没有数据。启动后约 15 秒会有第一批数据。"}
	UseEnded    = Text{"The order is over; no figures of this time are kept.", "订单已结束，没有保留这段时间的数据。"}
	UseQuiet    = Text{"No figures of this time: nothing was running.", "这段时间没有数据：没有服务在运行。"}
	UseStale    = Text{"The node does not answer now; these are the last figures that it gave.", "节点暂时没有响应，以下是最后一次的数据。"}
	UseLimit    = Text{"bought: %s", "已购 %s"}
	UseOf       = Text{"of %s", "共 %s"}
	UseCores    = Text{"CPU, cores", "CPU（核）"}
	UseASecond  = Text{"%s/s", "%s/秒"}
	UseTotal    = Text{"%s of %s used up", "已用 %s，共 %s"}
	UseGap      = Text{"nothing known", "无数据"}
	UseWords    = Text{"%s: now %s, at most %s at %s.", "%s：当前 %s，最高 %s（%s）。"}
	UseMove     = Text{"Choose a time", "选择时间"}
	UseTable    = Text{"The figures as a table", "以表格查看"}
	UseTime     = Text{"Time", "时间"}
	UseServices = Text{"By service, now", "各服务当前用量"}
	UseLocal    = Text{"This node is for trying out: its services share the machine's own processor and memory without bounds.", "该节点仅供试用：服务直接共享本机的处理器和内存，没有限制。"}
)

// Words of the shell.
var (
	ShellNone       = Text{"No shell on this node", "该节点没有终端"}
	ShellLeftOut    = Text{"[%d bytes left out: they came faster than they can be shown]", "[输出过快，已略去 %d 字节]"}
	ShellNoneWords  = Text{"This node runs services in a simple way that is for trying out; it opens no shells. A node with Kubernetes does.", "该节点以简易方式运行服务，仅供试用，不提供终端。使用 Kubernetes 的节点可以打开终端。"}
	ShellWarning    = Text{"What you do in here is lost when the service starts again; only what is on its disks stays.", "在终端里的改动会在服务下次启动时丢失，只有磁盘上的内容会保留。"}
	ShellOpen       = Text{"Open a shell", "打开终端"}
	ShellLoading    = Text{"Loading the terminal", "正在加载终端"}
	ShellConnecting = Text{"Connecting", "连接中"}
	ShellOpened     = Text{"Open", "已连接"}
	ShellEnded      = Text{"The shell has ended", "终端已结束"}
	ShellExit       = Text{"The shell has ended with exit code %d.", "终端已结束，退出码 %d。"}
	ShellLost       = Text{"Connection lost", "连接已断开"}
	ShellLostDo     = Text{"The connection to the node broke off, and the shell in it is over. Open another one once you are online.", "与节点的连接已断开，该终端也随之结束。恢复网络后可以重新打开。"}
	ShellFailed     = Text{"The shell cannot be opened", "无法打开终端"}
	ShellRefused    = Text{"The node did not let it be opened. The service may not be running, or there are too many shells already.", "节点没有允许打开。服务可能没有运行，或者打开的终端太多。"}
	ShellNoLoad     = Text{"The terminal itself could not be loaded. Look at your connection and try again.", "无法加载终端程序。请检查网络后重试。"}
	ShellAgain      = Text{"Open again", "重新打开"}
	ShellLeave      = Text{"End it", "结束"}
	ShellBox        = Text{"Terminal of %s", "%s 的终端"}
	ShellKeys       = Text{"Keys", "按键"}
	ShellSmaller    = Text{"Smaller", "缩小"}
	ShellLarger     = Text{"Larger", "放大"}
	ShellUp         = Text{"Up", "上"}
	ShellDown       = Text{"Down", "下"}
	ShellLeft       = Text{"Left", "左"}
	ShellRight      = Text{"Right", "右"}
	ShellHint       = Text{"Tab goes to the shell; Ctrl+Shift+L leaves the terminal.", "Tab 键会发送给终端，按 Ctrl+Shift+L 离开。"}
)

// Happened are the words for each code of a wire.Happening, with its figures in braces; {service} is the service.
var Happened = map[string]Text{
	wire.HappenedActivated:   {"The node started the order.", "节点启动了订单。"},
	wire.HappenedDeployed:    {"Version {revision} was deployed.", "部署了版本 {revision}。"},
	wire.HappenedRolledBack:  {"Went back to version {from}, as version {revision}.", "回到版本 {from}，成为版本 {revision}。"},
	wire.HappenedStopped:     {"You stopped it.", "你停止了服务。"},
	wire.HappenedStarted:     {"You started it.", "你启动了服务。"},
	wire.HappenedRestarted:   {"You restarted it.", "你重启了服务。"},
	wire.HappenedNodeRestart: {"The node restarted it.", "节点重启了服务。"},

	wire.HappenedServiceRestart: {"You restarted {service}.", "你重启了 {service}。"},

	wire.HappenedReady:       {"{service} answers.", "{service} 已就绪。"},
	wire.HappenedReplaced:    {"Order {order} took this order's place.", "订单 {order} 取代了这个订单。"},
	wire.HappenedExtended:    {"The order was extended until {until}.", "订单已延长到 {until}。"},
	"traffic-not-open":       {"More traffic was used than is open yet. Nobody reaches the services until more of it opens, which it does as the order is paid for.", "已用流量超过目前开放的部分。随着付费时间推移，会继续开放；在此之前无法访问服务。"},
	"node-maintenance":       {"The node's operator announced maintenance: {note}", "节点运营者已通知维护：{note}"},
	"node-maintained":        {"The node's maintenance is over.", "节点维护已结束。"},
	"end-announced":          {"The node announced that it ends this order: {end}.", "节点已通知将结束此订单：{end}。"},
	wire.HappenedTraffic:     {"The traffic that was bought is used up. Nobody reaches the services until you change the order's size.", "购买的流量已用完，更改订单规格之前无法访问服务。"},
	wire.HappenedEnded:       {"The order ended: {reason}.", "订单已结束：{reason}。"},
	wire.HappenedCollected:   {"The data was deleted.", "数据已删除。"},
	wire.HappenedShell:       {"A shell was opened in {service}.", "在 {service} 中打开了终端。"},
	wire.HappenedDomain:      {"{host} leads to {service}.", "{host} 已指向 {service}。"},
	wire.HappenedAsleep:      {"{service} fell asleep: nobody had come for {after}.", "{service} 已休眠：{after}内无人访问。"},
	wire.HappenedWoke:        {"{service} woke for a visitor, in {seconds} s.", "有人访问，{service} 已唤醒，用时 {seconds} 秒。"},
	wire.HappenedHeld:        {"The node has lost what this order needs ({lost}). What runs goes on; nothing new is started until the node has it again. You can wait, or cancel the order and get the rest of your money back.", "节点失去了此订单所需的能力（{lost}）。正在运行的继续运行，恢复之前不会启动新服务。你可以等待，或取消订单并取回剩余的钱。"},
	wire.HappenedNoDomain:    {"{host} is not served any more: {cause}.", "{host} 已停止服务：{cause}。"},
	wire.HappenedSnapshot:    {"A snapshot of the disk {disk} was made.", "已为磁盘 {disk} 创建快照。"},
	wire.HappenedNoSnapshot:  {"No snapshot of the disk {disk} could be made: {why}", "无法为磁盘 {disk} 创建快照：{why}"},
	wire.HappenedRestored:    {"The disk {disk} was restored.", "磁盘 {disk} 已恢复。"},
	wire.HappenedNotRestored: {"The disk {disk} could not be restored: {why}", "磁盘 {disk} 恢复失败：{why}"},
	wire.HappenedPlaced:      {"A machine was found for it.", "已分配机器。"},
	wire.HappenedNoPlace:     {"No machine has room for it: {why}", "没有机器能容纳：{why}"},
	wire.HappenedDisk:        {"The disk is ready.", "磁盘已就绪。"},
	wire.HappenedNoDisk:      {"The disk cannot be had: {why}", "无法取得磁盘：{why}"},
	wire.HappenedDiskGrows:   {"The disk {volume} is growing to {sizeMiB}.", "磁盘 {volume} 正在扩大到 {sizeMiB}。"},
	wire.HappenedDiskWaits:   {"The disk {volume} has grown. Its service sees that once it is restarted.", "磁盘 {volume} 已扩大，重启其服务后生效。"},
	wire.HappenedDiskGrown:   {"The disk {volume} has {sizeMiB} now.", "磁盘 {volume} 现在有 {sizeMiB}。"},
	wire.HappenedDiskStays:   {"The disk {volume} does not grow now. It stays as large as it is; the node tries again.", "磁盘 {volume} 目前无法扩大，大小保持不变，节点会重试。"},
	wire.HappenedPulling:     {"Fetching the image {image}.", "正在拉取镜像 {image}。"},
	wire.HappenedPulled:      {"The image {image} is there.", "镜像 {image} 已就位。"},
	wire.HappenedFetched:     {"The image {image} was fetched: {sizeMiB} in {took}.", "镜像 {image} 已拉取：{sizeMiB}，用时{took}。"},
	wire.HappenedNoImage:     {"The image {image} cannot be had: {why}", "无法取得镜像 {image}：{why}"},
	wire.HappenedBegan:       {"The process began.", "进程已启动。"},
	wire.HappenedExited:      {"The process ended with exit code {code}.", "进程已结束，退出码 {code}。"},
	wire.HappenedMemory:      {"It wanted more memory than it has and was ended. Give it more, or make it need less.", "内存超出上限，进程被结束。请增加内存，或减少用量。"},
	wire.HappenedOverflow:    {"It wrote more than its {mib} MiB outside of its volumes, and was started anew", "在存储卷之外写入的数据超过了 {mib} MiB，已重新启动"},
	wire.HappenedEvicted:     {"The machine put it out: {why}", "被机器移出：{why}"},
	wire.HappenedCrashLoop:   {"It ends again and again; the next start is in {pause}. The logs say why.", "进程反复退出，{pause}后再次启动。原因请看日志。"},
	wire.HappenedUnhealthy:   {"The {probe} check failed: {why}", "{probe}检查未通过：{why}"},
	wire.HappenedKilled:      {"The process was ended from outside.", "进程被外部结束。"},
	wire.HappenedUnmapped:    {"The machine cannot run it as root kept apart: its file system, or the one of its disk, takes no idmapped mounts. Deploy it with a user that is not root, or on another node.", "机器无法在隔离的用户命名空间里以 root 运行它：文件系统或磁盘不支持 idmap 挂载。请改用非 root 用户，或换一个节点。"},
	wire.HappenedQuota:       {"It asks for more than was bought: {why}", "超出已购资源：{why}"},

	wire.HappenedBackup:        {"The disks were backed up: {bytes}.", "磁盘已备份：{bytes}。"},
	wire.HappenedNoBackup:      {"The disks were not backed up. {fault}", "磁盘备份失败。{fault}"},
	wire.HappenedFromBackup:    {"Disks were restored from a backup: {bytes}.", "已从备份恢复磁盘：{bytes}。"},
	wire.HappenedNotFromBackup: {"Disks were not restored from a backup. {fault}", "从备份恢复磁盘失败。{fault}"},
}

// happenedBriefly are the words for those whose figures a node may not know.
var happenedBriefly = map[string]Text{
	wire.HappenedUnhealthy: {"A check failed.", "健康检查未通过。"},
	"node-maintenance":     {"The node's operator announced maintenance.", "节点运营者已通知维护。"},
	wire.HappenedNoImage:   {"The image cannot be had.", "无法取得镜像。"},
	wire.HappenedPulling:   {"Fetching the image.", "正在拉取镜像。"},
	wire.HappenedPulled:    {"The image is there.", "镜像已就位。"},
	wire.HappenedFetched:   {"The image was fetched.", "镜像已拉取。"},
	wire.HappenedExited:    {"The process ended.", "进程已结束。"},
	wire.HappenedCrashLoop: {"It ends again and again. The logs say why.", "进程反复退出，原因请看日志。"},
	wire.HappenedEnded:     {"The order ended.", "订单已结束。"},
}

// figureWords are the values of figures that have words of their own.
var figureWords = map[string]map[string]Text{
	"probe": {
		"liveness":  {"liveness", "存活"},
		"readiness": {"readiness", "就绪"},
		"startup":   {"startup", "启动"},
	},
	"cause": {
		"proof":       {"the record that proves it is gone", "所有权记录已不存在"},
		"taken":       {"another order has proven it", "另一个订单证明了所有权"},
		"address":     {"it does not lead to the node any more", "域名已不再指向该节点"},
		"certificate": {"its certificate has run out", "证书已过期"},
	},
}

// Happening is what happened, in words. Where there are none for it, or none without a figure that is missing, it is what
// the node says.
func (t T) Happening(h wire.Happening) string {
	x, ok := Happened[h.Code]
	if !ok {
		return h.Text
	}
	missing := false
	s := braces(t.Say(x), func(name string) string {
		v := t.happeningFigure(h, name)
		missing = missing || v == ""
		return v
	})
	if !missing {
		return s
	}
	if brief, ok := happenedBriefly[h.Code]; ok {
		return t.Say(brief)
	}
	return h.Text
}

// happeningFigure is a figure for people.
func (t T) happeningFigure(h wire.Happening, name string) string {
	v := h.Figures[name]
	switch {
	case name == "service":
		v = h.Service
	case name == "sizeMiB":
		if n, err := strconv.ParseUint(v, 10, 32); err == nil {
			v = t.Size(n)
		}
	case name == "fault":
		if x, ok := BackupFaults[wire.BackupFault(h.Figures["why"])]; ok {
			v = t.Say(x)
		}
	case name == "bytes":
		if n, err := strconv.ParseUint(v, 10, 64); err == nil {
			v = t.Bytes(n)
		}
	case name == "pause" || name == "took" || name == "after":
		if d, err := time.ParseDuration(v + "s"); err == nil {
			v = t.About(d)
		}
	case name == "until" || name == "end":
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			v = t.Date(at)
		}
	case name == "reason":
		if x, ok := endReasons[v]; ok {
			v = t.Say(x)
		}
	default:
		if x, ok := figureWords[name][v]; ok {
			v = t.Say(x)
		}
	}
	return v
}

// endReasons are why an order ended.
var endReasons = map[string]Text{
	"completed":        {"its time was up", "已到期"},
	"expired":          {"it was not started in time", "没有及时启动"},
	"user-left":        {"it was not needed any more", "不再需要"},
	"node-unreachable": {"the node could not be reached", "节点无法连接"},
	"node-maintenance": {"the node is under maintenance", "节点维护"},
	"out-of-capacity":  {"the node is out of capacity", "节点资源不足"},
	"terms-broken":     {"the terms were not kept", "没有按约定提供"},
	"other":            {"no reason was given", "未说明原因"},
}

// Day is a day for a heading: today, yesterday, or its date.
func (t T) Day(at, now time.Time) string {
	at, now = at.Local(), now.Local()
	switch at.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return t.Say(Today)
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return t.Say(Yesterday)
	}
	if t.Lang == ZH {
		return at.Format("2006年1月2日")
	}
	return at.Format("2 Jan 2006")
}

// Bytes is a count of bytes in the unit that keeps it short: "0 B", "1.5 KiB", "20 MiB".
func (t T) Bytes(n uint64) string {
	switch {
	case n < 1024:
		return group(decimals(n, 1)) + " B"
	case n < 1024*1024:
		return three(decimals(n, 1024)) + " KiB"
	case n < 1024*1024*1024:
		return three(decimals(n, 1024*1024)) + " MiB"
	}
	return three(decimals(n, 1024*1024*1024)) + " GiB"
}

// CoresUsed is a count of thousandths of a core to the thousandth: "0.003 cores".
func (t T) CoresUsed(milli uint64) string {
	s := strings.TrimRight(strconv.FormatFloat(float64(milli)/1000, 'f', 3, 64), "0")
	return t.Say(manyCores, strings.TrimSuffix(s, "."))
}
