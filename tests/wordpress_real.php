<?php
// Installs WordPress into an empty database and puts in the posts of a JSON file: php wordpress_real.php FOLDER JSON
$_SERVER['HTTP_HOST'] = parse_url(getenv('WP_HOME'), PHP_URL_HOST) . ':' . parse_url(getenv('WP_HOME'), PHP_URL_PORT);
define('WP_INSTALLING', true);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/taxonomy.php';
$data = json_decode(file_get_contents($argv[2]), true);
function wp_new_blog_notification() {}
wp_install('Pemerintah', 'humas', 'humas@example.org', true, '', 'kata-sandi');
wp_delete_post(1, true);
update_option('timezone_string', 'Asia/Jakarta');
update_option('page_comments', 1);
update_option('comments_per_page', 20);
update_option('default_comments_page', 'newest');
update_option('comment_moderation', 0);
update_option('thread_comments', 1);
switch_theme($data['theme']);
update_option('permalink_structure', '/%year%/%monthnum%/%day%/%postname%/');
wp_update_user(['ID' => 1, 'display_name' => 'Humas']);
$numbers = [];
foreach ($data['posts'] as $post) {
    $id = wp_insert_post(wp_slash(['import_id' => $post['id'], 'post_title' => $post['title'], 'post_name' => $post['slug'],
        'post_content' => $post['content'], 'post_date' => str_replace('T', ' ', $post['at']), 'post_status' => $post['status'],
        'post_author' => 1, 'comment_status' => 'open']));
    wp_set_post_categories($id, [wp_create_category($post['category'])]);
    wp_set_post_tags($id, $post['tags']);
    foreach ($post['remarks'] as $remark) {
        $status = ['approved' => 1, 'hold' => 0, 'spam' => 'spam'][$remark['status']];
        $numbers[$remark['id']] = wp_insert_comment(wp_slash(['comment_post_ID' => $id, 'comment_author' => $remark['author'],
            'comment_author_email' => 'pembaca@example.org', 'comment_content' => $remark['text'],
            'comment_date' => str_replace('T', ' ', $remark['at']), 'comment_approved' => $status,
            'comment_parent' => $remark['parent'] ? $numbers[$remark['parent']] : 0]));
    }
}
global $wp_rewrite;
$wp_rewrite->init();
flush_rewrite_rules(true);
