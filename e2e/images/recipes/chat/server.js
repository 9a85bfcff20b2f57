// A chat room: what one says all hear, and who comes later reads the last of it, also after a restart.
const fs = require('node:fs');
const http = require('node:http');
const { WebSocketServer } = require('ws');

const file = '/data/said.json';
const kept = 100;
let said = [];
try {
	said = JSON.parse(fs.readFileSync(file, 'utf8'));
} catch (e) {
	if (e.code !== 'ENOENT') throw e;
}

const page = fs.readFileSync(__dirname + '/index.html');
const server = http.createServer((req, res) => {
	if (req.url === '/') {
		res.setHeader('Content-Type', 'text/html; charset=utf-8');
		res.end(page);
		return;
	}
	res.statusCode = 404;
	res.end();
});

const room = new WebSocketServer({ server, path: '/room', maxPayload: 4096 });
room.on('connection', (socket) => {
	for (const line of said) socket.send(line);
	socket.on('message', (data) => {
		const line = data.toString().slice(0, 1000);
		said = [...said, line].slice(-kept);
		fs.writeFileSync(file + '.new', JSON.stringify(said));
		fs.renameSync(file + '.new', file);
		for (const other of room.clients) other.send(line);
	});
});

server.listen(3000, () => console.log('listens on 3000 as', process.getuid()));
process.on('SIGTERM', () => process.exit(0));
