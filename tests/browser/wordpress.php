<?php
// WordPress as Debian packs it, without a web server: php wordpress.php SOCKET CONTENT install|URL

[, $socket, $content, $task] = $argv;
define('DB_HOST', "localhost:$socket");
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define("{$name}_KEY", 'k');
    define("{$name}_SALT", 's');
}
define('ABSPATH', '/usr/share/wordpress/');
define('WP_CONTENT_DIR', $content);
define('DISABLE_WP_CRON', true);
define('WP_INSTALLING', $task === 'install');
$table_prefix = 'wp_';
$_SERVER += ['HTTP_HOST' => 'blog.test', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_URI' => '/', 'REQUEST_METHOD' => 'GET'];
require ABSPATH . 'wp-settings.php';

if ($task === 'install') {
    require ABSPATH . 'wp-admin/includes/upgrade.php';
    add_filter('pre_wp_mail', '__return_true');
    wp_install('Blog', 'admin', 'admin@blog.test', true, '', 'secret');
    exit;
}

// It asks no service on its own computer, and none on a port that is not usual; nothing else is set.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', fn($ports) => [...$ports, parse_url($task, PHP_URL_PORT)]);
wp_set_current_user(1);

// What the editor asks for when somebody pastes an address into the block, and what a reader of the post is sent.
$request = new WP_REST_Request('GET', '/oembed/1.0/proxy');
$request->set_param('url', $task);
$answer = rest_do_request($request);
$block = "<!-- wp:embed {\"url\":\"$task\",\"type\":\"rich\"} -->\n<figure class=\"wp-block-embed\">"
    . "<div class=\"wp-block-embed__wrapper\">\n$task\n</div></figure>\n<!-- /wp:embed -->";
$post = get_post(wp_insert_post(['post_title' => 'Post', 'post_status' => 'publish', 'post_content' => $block]));
setup_postdata($GLOBALS['post'] = $post);
echo 'TOLD', json_encode([
    'version' => $GLOBALS['wp_version'],
    'status' => $answer->get_status(),
    'editor' => $answer->get_data(),
    'reader' => apply_filters('the_content', $post->post_content),
]);
